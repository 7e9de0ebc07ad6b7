"""How often the intervals of a noise audit hold what is true, with cells missing; writes docs/measured.

    python -m benchmarks.noise_intervals [AUDITS]

Audits of 12 workers and 12 vignettes, a third of them answered twice, on a scale with units; a tenth of the
judgements are missing at random. Level, pattern and occasion noise are .5, .7 and .7 of a unit, vignettes
differ by .7. Asked is how often each interval of 95 % holds the true figure (93 to 97 % wanted).

Agreement has other truths: its interval is over vignettes, so that it speaks of *these* workers on further
vignettes. What holds for them is worked out from their own true levels.
"""

from __future__ import annotations

import sys
import time
from math import erfc

import numpy as np
from tools.measure import record

from fanlight.estimates.estimate import Estimate
from fanlight.practice.noise import JudgementTable, audit_noise

SEED, AUDITS = 20261125, 2000
LEVEL, CASE, PATTERN, OCCASION = 0.5, 0.7, 0.7, 0.7
WORKERS, VIGNETTES, REPEATED, MISSING, APART = 12, 12, 4, 0.1, 1.0
WANTED = (0.93, 0.97)
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
    held: dict[str, list[bool]] = {name: [] for name in truths()}
    for _ in range(audits):
        found = audit_noise(audit(rng, workers), scale="interval", differ=APART)
        for name, truth in truths().items():
            one: Estimate = getattr(found, name)
            held[name].append(one.low <= truth <= one.high)
    return {name: float(np.mean(all_of)) for name, all_of in held.items()}


def main() -> None:
    audits = int(sys.argv[1]) if len(sys.argv) > 1 else AUDITS
    began = time.process_time()
    found = coverage(audits, np.random.default_rng(SEED))
    print(found, time.process_time() - began)


if __name__ == "__main__":
    main()
