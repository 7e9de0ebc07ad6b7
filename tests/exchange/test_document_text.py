"""The text of Word, PDF and plain files; what is unsafe or unreadable is refused in a line with its place."""

import io
import zipfile

import docx
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.exchange import document_text
from fanlight.exchange.document_text import read_document
from fanlight.exchange.reading import Unreadable
from fanlight.reports.document import Document, Paragraph
from fanlight.reports.pdf import as_pdf


def word_file(*paragraphs, bullets=(), rows=()):
    made = docx.Document()
    for words in paragraphs:
        made.add_paragraph(words)
    for words in bullets:
        made.add_paragraph(words, style="List Bullet")
    if rows:
        table = made.add_table(0, len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    made.add_paragraph("The end.")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def read(content, name="plan"):
    return read_document(io.BytesIO(content), name=name)


def refused(content, name="plan"):
    with pytest.raises(Unreadable) as why:
        read(content, name)
    assert "\n" not in str(why.value)
    assert str(why.value).startswith(name)
    return str(why.value)


def read_or_refused(content):
    """The refusal, or "" when it was read."""
    try:
        read(content)
    except Unreadable as why:
        return str(why)
    return ""


def test_a_word_file_keeps_its_order_its_lists_and_its_tables():
    content = word_file(
        "What needs to improve", bullets=["Recruit staff."], rows=[["Action", "By"], ["Audit", "May"]]
    )
    found = read(content)
    assert found.format == "docx"
    assert found.text == (
        "What needs to improve\n\n• Recruit staff.\n\nAction | By\n\nAudit | May\n\nThe end."
    )


def test_a_pdf_is_read_page_by_page():
    content = as_pdf(Document("Plan", "", [Paragraph("Managers must read each case. ")] * 200))
    found = read(content)
    assert found.format == "pdf"
    assert found.pages > 2
    assert found.text.count("Managers must read each case.") == 200
    assert found.without_text == ()


def test_a_page_without_text_is_told():
    writer = pypdf.PdfWriter(io.BytesIO(as_pdf(Document("Plan", "", [Paragraph("Recruit staff.")]))))
    writer.add_blank_page(200, 200)
    file = io.BytesIO()
    writer.write(file)
    assert read(file.getvalue()).without_text == (2,)


def test_a_scan_is_refused():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    file = io.BytesIO()
    writer.write(file)
    assert "a scan" in refused(file.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_plain_text_in_the_usual_encodings(encoding):
    found = read("Recruit staff – “now”.\r\nThen train.".encode(encoding))
    assert found.text == "Recruit staff – “now”.\nThen train."


def test_an_empty_file_is_refused():
    assert "no text in it" in refused(b" \n ")


def test_a_picture_is_refused():
    assert "neither Word" in refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")


def test_an_old_word_file_is_refused_with_the_way_out():
    assert "save it as .docx" in refused(b"\xd0\xcf\x11\xe0" + b"\0" * 600)


def test_a_workbook_is_no_word_file():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert "no document in it" in refused(file.getvalue())


def zip_with(document, **options):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, content in options.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert "unpacks to more than 60 MB" in refused(zip_with(b"<x>" + b"0" * 70_000_000))


def test_a_bomb_that_lies_about_its_size_is_refused(monkeypatch):
    monkeypatch.setattr(document_text, "LARGEST_UNPACKED", 100_000)
    honest = zip_with(b"<x>" + b"0" * 300_000)
    size = (300_003).to_bytes(4, "little")
    assert honest.count(size) >= 2
    lying = honest.replace(size, (50).to_bytes(4, "little"))
    assert "unsafe" in refused(lying) or "damaged" in refused(lying)


def test_an_entity_bomb_is_refused():
    assert "declares entities" in refused(zip_with(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'))


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(document_text, "LARGEST_FILE", 1_000)
    assert "larger than" in refused(b"a" * 1_001)


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(document_text, "MOST_PAGES", 2)
    content = as_pdf(Document("Plan", "", [Paragraph("Managers must read each case. ")] * 200))
    assert "at most 2" in refused(content)


def test_a_file_that_takes_too_long_is_refused_with_its_page(monkeypatch):
    monkeypatch.setattr(document_text, "LONGEST_SECONDS", -1.0)
    assert refused(as_pdf(Document("Plan", "", [Paragraph("Now.")]))).startswith("plan, page 1: takes longer")
    assert "takes longer" in refused(word_file("Now."))


def test_too_much_text_is_refused(monkeypatch):
    monkeypatch.setattr(document_text, "LONGEST_TEXT", 100)
    for content in (
        b"word " * 30,
        word_file("word " * 30),
        as_pdf(Document("P", "", [Paragraph("word " * 30)])),
    ):
        assert "more than 100 characters" in refused(content)


def test_a_sealed_pdf_is_refused():
    writer = pypdf.PdfWriter(io.BytesIO(as_pdf(Document("Plan", "", [Paragraph("Now.")]))))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert "password" in refused(file.getvalue())


@given(st.integers(0, 4_000), st.binary(max_size=60))
def test_a_damaged_file_is_read_or_refused_never_more(place, other):
    for whole in (WORD, PDF):
        at = place % len(whole)
        content = whole[:at] + other + whole[at + len(other) :]
        assert "\n" not in read_or_refused(content)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_breaks_off_is_refused_or_read(part):
    for whole in (WORD, PDF):
        assert "\n" not in read_or_refused(whole[: int(len(whole) * part)])


WORD = word_file("Recruit staff.", bullets=["Train them."])
PDF = as_pdf(Document("Plan", "", [Paragraph("Recruit staff.")]))
