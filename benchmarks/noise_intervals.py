"""How often the intervals of a noise audit hold what is true, with cells missing; writes docs/measured.

    python -m benchmarks.noise_intervals [AUDITS]

Audits of 12 workers and 12 vignettes, a third of them answered twice, on a scale with units; a tenth of the
judgements are missing at random. Level, pattern and occasion noise are .5, .7 and .7 of a unit, vignettes
differ by .7. Asked is how often each interval of 95 % holds the true figure (93 to 97 % wanted).

Beside it the interval of all noise as it was put together before from the limits of its parts (Zou and
Donner): it held the truth in 99 of 100 audits, too wide, and is printed for comparison.
"""

from __future__ import annotations

import sys
import time
from math import erfc
from typing import Any

import numpy as np
from tools.measure import record

from fanlight.estimates.estimate import Estimate
from fanlight.practice.noise import AuditedNoise, JudgementTable, audit_noise

SEED, AUDITS = 20261125, 2000
LEVEL, CASE, PATTERN, OCCASION = 0.5, 0.7, 0.7, 0.7
WORKERS, VIGNETTES, REPEATED, MISSING, APART = 12, 12, 4, 0.1, 1.0
WANTED = (0.93, 0.97)
PUT_TOGETHER = "all noise, put together from its parts"
MODULES = [
    "fanlight.estimates.variance_components",
    "fanlight.estimates.agreement",
    "fanlight.practice.noise",
    "benchmarks.noise_intervals",
]


def audit(rng: np.random.Generator, workers: int = WORKERS) -> JudgementTable:
    """One audit's judgements."""
    level = rng.normal(0, LEVEL, workers)
    case = rng.normal(0, CASE, VIGNETTES)
    pattern = rng.normal(0, PATTERN, (workers, VIGNETTES))
    rows = [
        (f"w{who}", f"v{which}", str(occasion), level[who] + case[which] + pattern[who, which])
        for who in range(workers)
        for which in range(VIGNETTES)
        for occasion in range(2 if which < REPEATED else 1)
        if rng.random() >= MISSING
    ]
    rater, vignette, occasion, stable = zip(*rows, strict=True)
    judged = np.array(stable) + rng.normal(0, OCCASION, len(rows))
    return JudgementTable(rater, vignette, occasion, judged)


def truths() -> dict[str, float]:
    """What each interval should hold."""
    system = (LEVEL**2 + PATTERN**2 + OCCASION**2) ** 0.5
    return {
        "level": LEVEL,
        "pattern": PATTERN,
        "occasion": OCCASION,
        "system": system,
        "two_workers_differ": erfc(APART / (2 * system)),
    }


def coverage(audits: int, rng: np.random.Generator, workers: int = WORKERS) -> dict[str, float]:
    """Share of audits in which each interval holds the truth."""
    true = truths()
    held = dict.fromkeys([*true, PUT_TOGETHER], 0)
    for _ in range(audits):
        found = audit_noise(audit(rng, workers), scale="interval", differ=APART)
        for name, truth in true.items():
            held[name] += _holds(getattr(found, name), truth)
        held[PUT_TOGETHER] += _holds(put_together(found), true["system"])
    return {name: count / audits for name, count in held.items()}


def _holds(one: Estimate, truth: float) -> bool:
    return one.low <= truth <= one.high


def put_together(found: AuditedNoise) -> Estimate:
    """The interval of all noise from the limits of its parts, as if these were independent."""
    parts = [part for part in (found.level, found.pattern, found.occasion) if part]
    value = found.system.value if found.system else float("nan")
    below = sum((one.value**2 - one.low**2) ** 2 for one in parts) ** 0.5
    above = sum((one.high**2 - one.value**2) ** 2 for one in parts) ** 0.5
    return Estimate(value, max(value**2 - below, 0.0) ** 0.5, (value**2 + above) ** 0.5)


def main() -> None:
    audits = int(sys.argv[1]) if len(sys.argv) > 1 else AUDITS
    began = time.process_time()
    found = coverage(audits, np.random.default_rng(SEED))
    figures: dict[str, Any] = {
        "audits": audits,
        "workers": WORKERS,
        "vignettes": VIGNETTES,
        "missing": MISSING,
    }
    figures |= {
        f"interval of {name.replace('_', ' ')} holds": round(share, 4) for name, share in found.items()
    }
    missed = [name for name in truths() if not WANTED[0] <= found[name] <= WANTED[1]]
    for words, figure in figures.items():
        print(f"  {words}: {figure}")
    print(f"  {(time.process_time() - began) / audits:.2f} s of processor time an audit")
    record("noise_intervals", figures={**figures, "missed": missed}, modules=MODULES, seed=SEED)
    sys.exit(f"missed: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
