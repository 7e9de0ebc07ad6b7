"""The reference page of measures, written from the catalogue: `python -m tests.docs.measures_page`."""

from pathlib import Path

from fanlight.terms.measures import MEASURES, Measure

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "measures.md"
TITLE = """# Measures

What stands behind each figure. Written from `fanlight.terms.measures` by `python -m tests.docs.measures_page`
and compared by a test. A change of meaning is a new version; the code stays.

They are shown beside the figures of the monthly report, of the team view and of `fanlight look`.
"""
PARTS = (
    ("Numerator", "numerator"),
    ("Denominator", "denominator"),
    ("Unit", "unit"),
    ("Date used", "date_used"),
    ("Exclusions and cautions", "exclusions"),
    ("Source", "source"),
)


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join([TITLE, *(section(measure) for measure in MEASURES.values())])


def section(measure: Measure) -> str:
    """One measure: its title, code and version, then a table of its parts."""
    rows = [f"| {name} | {getattr(measure, field) or 'none: a plain count'} |" for name, field in PARTS]
    heading = f"## {measure.title}\n\n`{measure.code}`, version {measure.version}\n"
    return "\n".join([heading, "| | |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
