"""Series fitted and watched in blocks of at most two years, each block beside all months before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.alarm_limits import FEWEST, MOST_CHARTED, alarm_limit
from fanlight.estimates.interventions import Explained, explain
from fanlight.estimates.level_models import LevelModels, level_models
from fanlight.estimates.step_scan import StepScan, averaged_covariance, watch
from fanlight.evidence.control_chart import COMMON_CAUSE, OUTSIDE, STEP, ControlChart, Signal
from fanlight.evidence.honest_effects import detectable_step, fitted, last_step
from fanlight.evidence.honest_result import HonestChart, month_words
from fanlight.evidence.honest_scale import POISSON, Scale, scale_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Block:
    """One series watched from `first` up to `last`."""

    first: int
    last: int
    limit: float
    models: LevelModels
    explained: Explained
    scan: StepScan


@dataclass(frozen=True, slots=True)
class Stretch:
    """Series that have their values in the same months.

    Attributes
    ----------
    months
        Shape (n,), datetime64[M].
    values
        Shape (s, n), all known.
    out_of
        Shape (1, n) where the one series has denominators.
    worked
        Shape (n,), working days of each month.
    charted
        How many at the end are to be charted.
    rate
        False-alarm rate of a block.
    """

    months: NDArray[np.datetime64]
    values: Floats
    out_of: Floats | None
    worked: Floats
    charted: int
    rate: float

    def charts(self) -> list[HonestChart]:
        """Chart each series."""
        count = len(self.months)
        charted = min(self.charted, count - FEWEST)
        shown = self.values if self.out_of is None else self.values / self.out_of
        if charted < 1:
            return [self._too_short(row) for row in shown]
        scale = scale_of(self.values, None if self.out_of is None else self.out_of)
        scaled = scale.of(self.values, 1.0 if self.out_of is None else self.out_of)
        number = -(-charted // MOST_CHARTED)
        edges = [count - charted + (charted * block) // number for block in range(number + 1)]
        watched: list[list[Block]] = [[] for _ in scaled]
        for first, last in zip(edges[:-1], edges[1:], strict=True):
            for blocks, block in zip(watched, self._watch(scaled, scale, first, last), strict=True):
                blocks.append(block)
        return [self._told(scaled[row], shown[row], blocks, scale) for row, blocks in enumerate(watched)]

    def _watch(self, scaled: Floats, scale: Scale, first: int, last: int) -> list[Block]:
        month = self.months[:last].astype(np.int64)
        wide = None if self.out_of is None else np.sqrt(scale.typical / self.out_of[0, :last])
        models = level_models(month, season=month % 12, driver=np.log(self.worked[:last]), spread=wide)
        limit = alarm_limit(first, last - first, self.rate)
        explained = explain(scaled[:, :first], models.first(first))
        explained = _with_floor(explained, scaled[:, :first], scale)
        noise = (explained.weight * explained.variance).sum(axis=1)
        scans = watch(averaged_covariance(models, explained), noise, scaled[:, :last], first, limit)
        return [Block(first, last, limit, models, explained.row(row), scan) for row, scan in enumerate(scans)]

    def _told(self, scaled: Floats, shown: Floats, blocks: list[Block], scale: Scale) -> HonestChart:
        start, end = blocks[0].first, blocks[-1]
        centre, reach, score = np.empty(len(scaled)), np.empty(len(scaled)), np.full(len(scaled), np.nan)
        before = fitted(blocks[0].models, blocks[0].explained, scaled, start)
        centre[:start], reach[:start] = before.centre, blocks[0].limit * before.spread
        for block in blocks:
            here = slice(block.first, block.last)
            centre[here] = block.scan.expected[here]
            reach[here] = block.limit * block.scan.spread[here]
            score[here] = (scaled[here] - centre[here]) / block.scan.spread[here]
        chart = ControlChart(
            "honest",
            self.months.astype("datetime64[D]"),
            shown,
            scale.back(centre),
            scale.back(centre - reach),
            scale.back(centre + reach),
            *self._marks(blocks, len(scaled)),
            min(len(blocks) * self.rate, 1.0),
        )
        now = fitted(end.models, end.explained, scaled, len(scaled), end.scan)
        found = (*end.explained.found[0], *(one.what for block in blocks for one in block.scan.alarms))
        return HonestChart(
            chart,
            len(scaled) - start,
            start,
            last_step(found, self.months, scaled, end.scan.covariance, now, start, scale),
            detectable_step(end.scan.covariance, end.limit, now.level, scale),
            now.month_effect(scale),
            now.working_day_effect(scale, float(np.exp(np.log(self.worked).mean()))),
            now.noise / POISSON if scale.kind == "root" else float("nan"),
            now.autocorrelation,
            now.drift_size(scale),
            end.limit,
            score,
        )

    def _marks(self, blocks: list[Block], count: int) -> tuple[tuple[str, ...], tuple[Signal, ...]]:
        mark, signals = [COMMON_CAUSE] * count, []
        for alarm in (one for block in blocks for one in block.scan.alarms):
            first, known = alarm.what.place, alarm.known
            way, at = "higher" if alarm.score > 0 else "lower", month_words(self.months[first])
            if alarm.what.lasting:
                word = STEP
                words = f"The level is {way} from {at} on, known from {month_words(self.months[known])}"
            else:
                word, words = OUTSIDE, f"{at} lies {way} than expected"
            mark[first : known + 1] = [word] * (known + 1 - first)
            signals.append(Signal(word, first, known, words))
        return tuple(mark), tuple(signals)

    def _too_short(self, values: Floats) -> HonestChart:
        none = np.full(len(values), np.nan)
        days = self.months.astype("datetime64[D]")
        chart = ControlChart("honest", days, values, none, none, none, (COMMON_CAUSE,) * len(values))
        return HonestChart(chart, 0, len(values))


def _with_floor(explained: Explained, history: Floats, scale: Scale) -> Explained:
    """No noise below a Poisson count's, nor below what rounding leaves: a series may have stood still by chance."""
    least = 1e-12 * np.maximum((history**2).mean(axis=1, keepdims=True), 1e-300)
    if scale.kind != "plain":
        least = np.maximum(least, POISSON)
    return Explained(explained.weight, np.maximum(explained.variance, least), explained.found)
