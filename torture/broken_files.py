"""Files of every format, broken on purpose: changed bytes, cut short, wrongly encoded, or made to harm."""

from __future__ import annotations

import json
import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook
from tests.exchange.test_recognise import SEEDS

MAPPING = json.dumps(
    {
        "format": "events",
        "name": "Local referrals",
        "version": 1,
        "columns": {"person_id": "Child", "kind": "What", "on": "Day"},
    }
).encode()
# fmt: off
_TOKENS = [
    b"<", b">", b"</", b"&", b"&#0;", b"]]>", b"<![CDATA[", b"<!--", b'"', b"'", b",", b";", b"\n", b"\r",
    b"\0", b"\xff", b"\xef\xbb\xbf", b"=1+1", b"@SUM(A1)", b"-2+3", b"#N/A", b"\xc2\xa0", b"9" * 400,
    b"1e999", b"NaN", b"2025-02-30", b"0000-00-00", b"31/12/9999", b"{" * 200, b"\\u0000", b"true", b"None",
    b"\xe2\x80\xae",
]
# fmt: on


def seeds() -> dict[str, bytes]:
    """A whole file of each format."""
    return {**SEEDS, "mapping": MAPPING, "workbook": _workbook()}


def _workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "List_3"
    sheet.append(["Child Unique ID", "Gender", "Date of Birth", "Date of referral", "Referral Source"])
    for at in range(20):
        sheet.append([f"C{at}", "a) Male", "2019-02-03", f"2025-06-{at + 1:02}", "q) 6: Police"])
    sheet["F2"] = "=1/0"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def broken(kind: str, whole: bytes, rng: random.Random) -> tuple[str, bytes]:
    """The file, broken in one way; the way's name first. Parts of a workbook are broken inside it too."""
    if whole.startswith(b"PK") and rng.random() < 0.7:
        name, content = _inside(whole, rng)
        return f"inside: {name}", content
    name = _way(rng)
    return name, _WAYS[name](whole, rng)


def _inside(whole: bytes, rng: random.Random) -> tuple[str, bytes]:
    """A workbook of which one part is broken, packed again."""
    out = BytesIO()
    name = _way(rng)
    with (
        zipfile.ZipFile(BytesIO(whole)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        members = archive.namelist()
        chosen = rng.choice([one for one in members if one.endswith(".xml")])
        for member in members:
            content = archive.read(member)
            packed.writestr(member, _WAYS[name](content, rng) if member == chosen else content)
    return name, out.getvalue()


def _way(rng: random.Random) -> str:
    """A way to break: a third of them keep the file's shape, so that what it says is met too."""
    return "a value replaced" if rng.random() < 0.3 else rng.choice(list(_WAYS))


def _flip(whole: bytes, rng: random.Random) -> bytes:
    content = bytearray(whole)
    for _ in range(rng.choice((1, 1, 2, 8, 64))):
        content[rng.randrange(len(content))] = rng.randrange(256)
    return bytes(content)


def _cut(whole: bytes, rng: random.Random) -> bytes:
    return whole[: rng.randrange(len(whole))]


def _insert(whole: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 2, 5))):
        at = rng.randrange(len(whole) + 1)
        whole = whole[:at] + rng.choice(_TOKENS) + whole[at:]
    return whole


def _drop(whole: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(whole))
    return whole[:at] + whole[at + rng.choice((1, 10, 200)) :]


def _repeat(whole: bytes, rng: random.Random) -> bytes:
    first = rng.randrange(len(whole))
    part = whole[first : first + rng.choice((5, 50, 500))]
    return whole[:first] + part * rng.choice((2, 50, 500)) + whole[first:]


def _value(whole: bytes, rng: random.Random) -> bytes:
    """A value of an element or a cell replaced by a token."""
    found = list(re.finditer(rb">[^<>]{1,40}<|,[^,\r\n]{1,40},", whole))
    if not found:
        return _insert(whole, rng)
    one = rng.choice(found)
    token = rng.choice(_TOKENS)
    if rng.random() < 0.5:
        token = re.sub(rb"[<&\0]", b"", token)
    return whole[: one.start() + 1] + token + whole[one.end() - 1 :]


def _encode(whole: bytes, rng: random.Random) -> bytes:
    text = whole.decode("utf-8", "replace")
    encoding = rng.choice(
        ("utf-16", "utf-16-le", "utf-32", "utf-7", "cp1252", "cp037", "utf-8-sig", "shift-jis")
    )
    return text.encode(encoding, "replace")


def _entities(whole: bytes, rng: random.Random) -> bytes:
    """A billion laughs, or an outside file, before the rest."""
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(10)
    )
    outside = b'<!ENTITY l9 SYSTEM "file:///etc/passwd">'
    rest = re.sub(rb"^<\?xml[^>]*\?>", b"", whole)
    return b"<!DOCTYPE Message [" + rng.choice((laughs, outside)) + b"]>" + rest.replace(b">6<", b">&l9;<", 1)


def _deep(whole: bytes, rng: random.Random) -> bytes:
    depth = rng.choice((20, 2_000, 200_000))
    return b"<Message>" + b"<a>" * depth + (b"</a>" * depth if rng.random() < 0.5 else b"")


def _long(whole: bytes, rng: random.Random) -> bytes:
    """One enormous value, or very many columns."""
    size = rng.choice((20_000, 2_000_000))
    middle = rng.randrange(len(whole) + 1)
    return whole[:middle] + rng.choice((b"x", b",", b"<a/>", b" ")) * size + whole[middle:]


def _bomb(whole: bytes, rng: random.Random) -> bytes:
    """A workbook that unpacks to very much, or holds very many members."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        if rng.random() < 0.5:
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * 250_000_000)
        else:
            for at in range(3_000):
                archive.writestr(f"xl/{at}.xml", "")
    return file.getvalue()


_WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "bytes changed": _flip,
    "cut short": _cut,
    "tokens put in": _insert,
    "bytes left out": _drop,
    "a part many times": _repeat,
    "a value replaced": _value,
    "another encoding": _encode,
    "entities": _entities,
    "nested deep": _deep,
    "enormous": _long,
}


def harmful(rng: random.Random) -> tuple[str, bytes]:
    """Costly to make, so made seldom."""
    return "zip bomb", _bomb(b"", rng)
