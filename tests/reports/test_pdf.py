"""A report as PDF: tagged, the same bytes each time; no text is read as the typesetter's language."""

import io
import time

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.reports.document import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Picture,
    TableOf,
    Terms,
    Verbatim,
    as_page,
)
from fanlight.reports.pdf import LONGEST, TooLong, as_pdf

HOSTILE = [
    '#panic("no")',
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    '#image("https://example.org/x.png")',
    "#sys.inputs",
    "= Not a heading",
    "*not bold* _not italic_ $x^2$ `raw` @ref <label> \\ // /* -- ~",
    '"quoted" \\u{41} #{ 1 + 1 }',
    "]#[ } { ) (",
    "<script>alert(1)</script> &amp; </style>",
]


def reader(data):
    return pypdf.PdfReader(io.BytesIO(data))


def text_of(document):
    """As one copies it; places where a long word may break are no letters."""
    return "\n".join(page.extract_text() for page in reader(as_pdf(document)).pages)


def everywhere(words):
    """A report in which these words stand in every place where words may stand."""
    return Document(
        words,
        words,
        [
            Heading(words),
            Paragraph(words),
            Paragraph(words, "caution"),
            Paragraph(words, "message"),
            Bullets([words]),
            Terms([(words, words)]),
            TableOf(words, [words], [[words]]),
            Verbatim(words),
        ],
        words,
    )


PLACES = 14


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stands_as_it_was_written(words):
    text = text_of(everywhere(words))
    assert text.replace("\n", "").count(words) == PLACES, text


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stands_as_text_on_the_page_too(words):
    page = as_page(everywhere(words))
    assert "<script>" not in page
    assert page.count("</style>") == 1


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_whatever_is_written_is_set(words):
    assert as_pdf(everywhere(words))[:5] == b"%PDF-"


@settings(max_examples=40)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40))
def test_printable_words_are_kept_whole(words):
    kept = text_of(Document("Title", "", [Paragraph(f"[{words}]")])).replace("\n", "")
    assert f"[{words}]" in kept


def test_it_is_tagged_titled_and_in_english():
    root = reader(as_pdf(everywhere("Words"))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_the_tags_name_headings_lists_and_tables():
    kinds = set()

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            kinds.add(node.get("/S"))
            if "/K" in node:
                walk(node["/K"])

    walk(reader(as_pdf(everywhere("Words"))).trailer["/Root"]["/StructTreeRoot"])
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD"} <= kinds


def test_the_same_report_gives_the_same_bytes():
    assert as_pdf(everywhere("Words")) == as_pdf(everywhere("Words"))


def test_letters_that_no_font_has_stand_as_codes():
    text = text_of(Document("T", "", [Paragraph("Zofia 漢 łódź")]))
    assert "Zofia" in text
    assert "łódź" in text
    assert "漢" in text or "[U+6F22]" in text


def test_marks_that_turn_text_round_are_left_out():
    assert "abc def" in text_of(Document("T", "", [Paragraph("abc \u202edef")]))


def test_a_word_longer_than_a_line_stays_on_the_paper():
    text = text_of(Document("T", "", [Paragraph("w" * 300)]))
    longest = max(len(line) for line in text.splitlines())
    assert longest < 120
    assert text.count("w") == 300


def test_a_picture_keeps_its_colours_and_its_words():
    svg = (
        '<svg class="fl-figure__svg" viewBox="0 0 100 20" xmlns="http://www.w3.org/2000/svg">'
        '<rect class="fl-fig-2" x="0" y="0" width="50" height="10"/></svg>'
    )
    page = reader(as_pdf(Document("T", "", [Picture(svg, "Contacts fell.")]))).pages[0]
    assert "Contacts fell." in page.extract_text()
    plain = reader(as_pdf(Document("T", "", [Picture(svg.replace("fl-fig-2", "none"), "Contacts fell.")])))
    assert page.get_contents().get_data() != plain.pages[0].get_contents().get_data()


def test_a_long_report_is_set_in_under_a_second():
    words = "Applications fell in most authorities, and rose again in the year after. " * 4
    report = Document("A long report", "", [Heading("Part"), *[Paragraph(words)] * 400])
    as_pdf(Document("once", "", []))
    began = time.process_time()
    assert len(reader(as_pdf(report)).pages) > 20
    assert time.process_time() - began < 2  # held to a second on a quiet machine: benchmarks


def test_a_report_beyond_all_use_is_refused_in_one_line():
    with pytest.raises(TooLong, match=r"at most 150,000") as refused:
        as_pdf(Document("T", "", [Paragraph("x" * LONGEST)]))
    assert "\n" not in str(refused.value)
