"""Files are recognised by their content; whatever else they are, the refusal is one clear line."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from fanlight.exchange.reading import Unreadable
from fanlight.exchange.recognise import read_any
from tests.exchange.samples import ANNEX_A, CIN_SAMPLES, DATA, assert_account_closes

SSD = (
    b"cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code,cont_contact_source_desc,"
    b'cont_contact_outcome_json\nK1,C1,2026-03-01 14:05:00.000,6,Police,"{""NFA_FLAG"":""Y"",'
    b'""COMMENTS"":""a "" b""}"\nK2,C2,01/03/2026,412,HV,\n'
)
PAST = "contact,child,received,decided,level\nK1,Zoë,1/6/2026 10:00,2/6/2026,NFA\n".encode("cp1252")
SEEDS = {
    "cin": (DATA / "cin" / "CIN_Census_2026.xml").read_bytes(),
    "annex_a": ANNEX_A.read_bytes(),
    "ssd": SSD,
    "past": PAST,
    "ssda903": b"CHILD,DECOM,RNE,LS,CIN,DEC,REC\nC1,01/06/2025,S,C2,N1,,\n"
    b"C1,02/07/2025,P,C2,N1,03/08/2025,E8\n",
    "workforce": (DATA / "workforce" / "social_work_workforce_2022.xml")
    .read_bytes()
    .split(b"</CSWWWorker>")[0]
    + b"</CSWWWorker></Message>",
    "published": b"time_period,geographic_level,old_la_code,la_name,n\n2024,National,,,12\n"
    b"2024,Local authority,816,York,c\n",
}


def zipped(name: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "file_format"),
    [
        (SEEDS["cin"], "cin_census"),
        (b"\xef\xbb\xbf\n" + SEEDS["cin"], "cin_census"),
        (SEEDS["cin"].decode().encode("utf-16"), "cin_census"),
        (SEEDS["annex_a"], "annex_a"),
        (SSD, "ssd_csv"),
        (PAST, "past_decisions"),
    ],
)
def test_each_format_by_its_content_whatever_its_name(content: bytes, file_format: str) -> None:
    reading = read_any(BytesIO(content), "upload.dat")
    assert reading.format == file_format
    assert_account_closes(reading)


@pytest.mark.parametrize("path", [*CIN_SAMPLES, ANNEX_A], ids=lambda path: path.name)
def test_every_sample_from_its_path(path: Path) -> None:
    assert_account_closes(read_any(path))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7 ...", "this is a PDF; Fanlight reads CIN Census"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", r"an old Excel workbook \(\.xls\), or one with a password"),
        (b"\x89PNG...", "a picture"),
        (zipped("word/document.xml"), "a Word document"),
        (zipped("readme.txt"), "a compressed folder"),
        (b"PK\x03\x04broken", "a damaged compressed file"),
        (b"", "the file is empty"),
        (b" \r\n\t ", "the file is empty"),
        (b"<!doctype html><html><body/></html>", "a web page"),
        (b"<Workforce/>", "outermost element is <Workforce>"),
        (b"name,colour\nA,red\n", r"headings \(name, colour\) belong to nothing that is read"),
        (b"\x00\x01\x02\x03 text", "null bytes"),
    ],
)
def test_anything_else_is_refused_in_one_line_by_its_name(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as refused:
        read_any(BytesIO(content), "minutes.dat")
    assert str(refused.value).startswith("minutes.dat")
    assert "\n" not in str(refused.value)


def test_a_path_is_named_by_its_last_part_only(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        read_any(tmp_path / "gone.csv")
    assert str(refused.value) == "gone.csv: cannot be opened (no such file or directory)"


def read_or_refused(content: bytes) -> None:
    """A reading whose account closes, or a refusal in one line; any other exception fails the test."""
    try:
        reading = read_any(BytesIO(content), "file")
    except Unreadable as refused:
        reason = str(refused)
        event("refused")
    else:
        assert_account_closes(reading)
        reason = reading.sentence()
        event("read")
    assert "\n" not in reason


@st.composite
def mutations(draw: st.DrawFn, seed: bytes) -> bytes:
    """The seed with a few bytes changed, removed, doubled, or cut off."""
    content = bytearray(seed)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(content) - 1, 0)))
        length = draw(st.integers(0, 40))
        match draw(st.sampled_from(["replace", "insert", "remove", "double", "cut"])):
            case "replace":
                content[at : at + length] = draw(st.binary(min_size=length, max_size=length))
            case "insert":
                content[at:at] = draw(
                    st.binary(max_size=8) | st.sampled_from([b"<", b"&a;", b'"', b"\0", b",,"])
                )
            case "remove":
                del content[at : at + length]
            case "double":
                content[at:at] = content[at : at + length]
            case "cut":
                del content[at:]
    return bytes(content)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_mutated_file_is_read_or_refused_and_nothing_else(name: str) -> None:
    @settings(max_examples=200, deadline=None)
    @given(mutations(SEEDS[name]))
    def run(content: bytes) -> None:
        read_or_refused(content)

    run()


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


MEMBERS = members(SEEDS["annex_a"])


@st.composite
def mutated_workbooks(draw: st.DrawFn) -> bytes:
    """The sample workbook, whole as a compressed file, with one of its parts mutated inside."""
    part = draw(st.sampled_from(sorted(MEMBERS)))
    inside = draw(mutations(MEMBERS[part]))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in MEMBERS.items():
            archive.writestr(name, inside if name == part else content)
    return file.getvalue()


@settings(max_examples=200, deadline=None)
@given(mutated_workbooks())
def test_a_workbook_mutated_inside_is_read_or_refused(content: bytes) -> None:
    read_or_refused(content)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refused(content)
