"""Series fitted and watched in blocks of at most two years, each beside the five years before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.alarm_limits import FEWEST, MOST, MOST_CHARTED, alarm_limit
from fanlight.estimates.interventions import Explained, explain
from fanlight.estimates.level_models import LevelModels, level_models
from fanlight.estimates.step_scan import StepScan, averaged_covariance, watch
from fanlight.evidence.control_chart import COMMON_CAUSE, OUTSIDE, STEP, Signal
from fanlight.evidence.honest_effects import Fit, detectable_step, fitted, last_step
from fanlight.evidence.honest_result import HonestChart, LastingStep, month_words
from fanlight.evidence.honest_scale import POISSON, Scale, scale_of

Floats = NDArray[np.float64]
LEAST_NOISE = 0.6  # of a Poisson count's: sixty values of a count may vary less by chance


@dataclass(frozen=True, slots=True)
class Block:
    """One series watched from `first` up to `last`; places in its scan count from `start`."""

    start: int
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
        # What is left free is not quite free: a level far from 0 would count as noise.
        shift = scaled[:, : count - charted].mean(axis=1, keepdims=True)
        scaled = scaled - shift
        edges = [count - charted + (charted * block) // number for block in range(number + 1)]
        watched: list[list[Block]] = [[] for _ in scaled]
        for first, last in pairwise(edges):
            for blocks, block in zip(watched, self._watch(scaled, shift, scale, first, last), strict=True):
                blocks.append(block)
        return [
            self._told(scaled[row], shown[row], blocks, replace(scale, shift=float(shift[row, 0])))
            for row, blocks in enumerate(watched)
        ]

    def _watch(self, scaled: Floats, shift: Floats, scale: Scale, first: int, last: int) -> list[Block]:
        start = max(first - MOST, 0)
        here, history = slice(start, last), first - start
        month = self.months[here].astype(np.int64)
        wide = None if self.out_of is None else np.sqrt(scale.typical / self.out_of[0, here])
        models = level_models(month, season=month % 12, driver=np.log(self.worked[here]), spread=wide)
        limit = alarm_limit(history, last - first, self.rate)
        explained = explain(scaled[:, start:first], models.first(history))
        explained = _with_floor(explained, scaled[:, start:first], shift, scale)
        noise = (explained.weight * explained.variance).sum(axis=1)
        scans = watch(averaged_covariance(models, explained), noise, scaled[:, here], history, limit)
        return [
            Block(start, first, last, limit, models, explained.row(row), scan)
            for row, scan in enumerate(scans)
        ]

    def _told(self, scaled: Floats, shown: Floats, blocks: list[Block], scale: Scale) -> HonestChart:
        begin, end = blocks[0], blocks[-1]
        centre, reach, departure = (np.full(len(scaled), np.nan) for _ in range(3))
        before, used = slice(begin.start, begin.first), slice(end.start, end.last)
        fit = fitted(begin.models, begin.explained, scaled[before])
        centre[before], reach[before] = fit.centre, begin.limit * fit.spread
        for block in blocks:
            here, inside = slice(block.first, block.last), slice(block.first - block.start, None)
            centre[here] = block.scan.expected[inside]
            reach[here] = block.limit * block.scan.spread[inside]
            departure[here] = (scaled[here] - centre[here]) / block.scan.spread[inside]
        mark, signals = self._marks(blocks, len(scaled))
        now = fitted(end.models, end.explained, scaled[used], end.scan)
        return HonestChart(
            kind="honest",
            x=self.months.astype("datetime64[D]"),
            y=shown,
            centre=scale.back(centre),
            lower=scale.back(centre - reach),
            upper=scale.back(centre + reach),
            mark=mark,
            signals=signals,
            false_alarm_rate=min(len(blocks) * self.rate, 1.0),
            charted=len(scaled) - begin.first,
            history=begin.first - begin.start,
            looked_back=end.last - end.start,
            last_step=self._last_step(scaled, blocks, now, scale),
            detectable_step=detectable_step(end.scan.covariance, end.limit, now.level, scale),
            month_effect=now.month_effect(scale),
            working_day_effect=now.working_day_effect(scale, float(np.exp(np.log(self.worked[used]).mean()))),
            dispersion=now.noise / POISSON if scale.kind == "root" else float("nan"),
            autocorrelation=now.autocorrelation,
            drift=now.drift_size(scale),
            limit=end.limit,
            departure=departure,
        )

    def _last_step(self, scaled: Floats, blocks: list[Block], now: Fit, scale: Scale) -> LastingStep | None:
        """Of the last block and its history: sizes come from one fit."""
        end = blocks[-1]
        found = (*end.explained.found[0], *(alarm.what for alarm in end.scan.alarms))
        here = slice(end.start, end.last)
        return last_step(
            found, self.months[here], scaled[here], end.scan.covariance, now, end.first - end.start, scale
        )

    def _marks(self, blocks: list[Block], count: int) -> tuple[tuple[str, ...], tuple[Signal, ...]]:
        mark, signals = [COMMON_CAUSE] * count, []
        for start, alarm in ((block.start, one) for block in blocks for one in block.scan.alarms):
            first, known = start + alarm.what.place, start + alarm.known
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
        return HonestChart(
            kind="honest",
            x=self.months.astype("datetime64[D]"),
            y=values,
            centre=none,
            lower=none,
            upper=none,
            mark=(COMMON_CAUSE,) * len(values),
            history=len(values),
            departure=none,
        )


def _with_floor(explained: Explained, history: Floats, shift: Floats, scale: Scale) -> Explained:
    """No noise far below a Poisson count's, nor below rounding: a series may have stood still by chance."""
    least = 1e-12 * np.maximum((history**2).mean(axis=1, keepdims=True) + shift**2, 1e-30)
    if scale.kind != "plain":
        least = np.maximum(least, LEAST_NOISE * POISSON)
    return Explained(explained.weight, np.maximum(explained.variance, least), explained.found)
