"""How long a report takes to become PDF, and how long other requests of the same server wait meanwhile.

    python -m benchmarks.pdf

Measured: the worked example, and the longest report that is allowed, each as processor and wall time of one
page view; and the longest pause of another thread while it is made. Targets: under a second each.
"""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import replace
from datetime import date
from typing import Any

from tools.measure import record

from fanlight.evidence.cafcass_2013 import cafcass_2013
from fanlight.reports.document import Document, Heading, Paragraph, TableOf, Terms
from fanlight.reports.investigation import investigation_report
from fanlight.reports.pdf import LONGEST, as_pdf

RUNS, TARGET_SECONDS = 5, 1.0
MODULES = [
    "fanlight.reports.pdf",
    "fanlight.reports.document",
    "fanlight.reports.investigation",
    "benchmarks.pdf",
]


def main() -> int:
    reports = {"example": example, "longest": longest}
    began = time.perf_counter()
    as_pdf(Document("First", "", []))
    figures: dict[str, Any] = {"first_seconds": round(time.perf_counter() - began, 3)}
    for name, report in reports.items():
        measured = [once(report(number)) for number in range(RUNS)]  # never the same text twice
        for place, what in enumerate(("processor_seconds", "wall_seconds", "others_wait_seconds")):
            figures[f"{name}_{what}"] = round(sorted(run[place] for run in measured)[RUNS // 2], 3)
        figures[f"{name}_kilobytes"] = round(len(as_pdf(report(0))) / 1000)
    figures["target_seconds"] = TARGET_SECONDS
    for name, value in figures.items():
        print(f"{name:30} {value}")
    record("pdf", figures=figures, modules=MODULES)
    return int(max(figures[f"{name}_processor_seconds"] for name in reports) > TARGET_SECONDS)


def example(number: int) -> Document:
    """The worked example, in other words each time."""
    made = investigation_report(cafcass_2013(), made_on=date(2026, 11, 25))
    parts = [
        replace(one, words=f"{one.words} {number}") if hasattr(one, "words") else one for one in made.parts
    ]
    return replace(made, parts=parts)


def longest(number: int) -> Document:
    """A report near the most that is allowed: prose, terms and tables as real ones have them."""
    words = f"Applications fell in {number + 90} authorities, and rose again in the year after. " * 4
    part = [
        Heading("Part"),
        Paragraph(words),
        Terms([("Mechanism", words)]),
        TableOf("Counts", ["A", "B"], [[1, 2]] * 6),
    ]
    made: list[Any] = []
    while len(made) < 4 * 500 and 900 * len(made) / 4 < LONGEST - 3_000:
        made += part
    return Document("A long report", "", made)


def once(report: Document) -> tuple[float, float, float]:
    """Processor seconds, wall seconds, and the longest pause of another thread meanwhile."""
    pauses, done = [0.0], threading.Event()

    def tick() -> None:
        last = time.perf_counter()
        while not done.is_set():
            time.sleep(0.001)
            now = time.perf_counter()
            pauses.append(now - last)
            last = now

    other = threading.Thread(target=tick)
    other.start()
    wall, processor = time.perf_counter(), time.thread_time()
    as_pdf(report)
    spent = time.thread_time() - processor, time.perf_counter() - wall
    done.set()
    other.join()
    return *spent, max(pauses)


if __name__ == "__main__":
    sys.exit(main())
