"""A screenshot as a small PNG of at most 256 colours: a page of text and plain surfaces hardly has more."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST = 256


def few_colours(png: bytes) -> bytes:
    """Write an 8-bit RGB PNG anew with its commonest 256 colours; the others take the nearest of those."""
    pixels = decode(png)
    height, width, _ = pixels.shape
    colours, index, count = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    kept = np.argsort(-count)[:MOST]
    palette = colours[kept].astype(np.int32)
    nearest = np.array([((palette - one) ** 2).sum(1).argmin() for one in colours.astype(np.int32)], np.uint8)
    rows = nearest[index.ravel()].reshape(height, width)
    lines = np.hstack([np.zeros((height, 1), np.uint8), rows]).tobytes()
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette.astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    ]
    return SIGNATURE + b"".join(_chunk(*part) for part in parts)


def decode(png: bytes) -> NDArray[np.uint8]:
    """Pixels of an 8-bit RGB PNG (height, width, 3): each row is undone of the filter it was written with."""
    chunks = list(_chunks(png))
    width, height, depth, kind, *_ = struct.unpack(">IIBBBBB", chunks[0][1])
    if (depth, kind) != (8, 2):
        raise ValueError(f"not 8-bit RGB: depth {depth}, colour type {kind}")
    data = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    rows = np.frombuffer(data, np.uint8).reshape(height, 1 + 3 * width)
    above = np.zeros((width, 3), np.int32)
    pixels = np.empty((height, width, 3), np.uint8)
    for y, (row, plain) in enumerate(zip(rows, pixels, strict=True)):
        above = _unfilter(int(rows[y, 0]), row[1:].reshape(width, 3).astype(np.int32), above)
        plain[:] = above
    return pixels


def _unfilter(kind: int, row: NDArray[np.int32], above: NDArray[np.int32]) -> NDArray[np.int32]:
    """One row by the five filters of the PNG specification (W3C, section 9)."""
    if kind == 0:
        return row
    if kind == 1:
        return np.cumsum(row, axis=0, dtype=np.int32) % 256
    if kind == 2:
        return (row + above) % 256
    left, above_left = np.zeros(3, np.int32), np.zeros(3, np.int32)
    for x in range(len(row)):
        guess = (left + above[x]) // 2 if kind == 3 else _paeth(left, above[x], above_left)
        left, above_left = (row[x] + guess) % 256, above[x]
        row[x] = left
    return row


def _paeth(left: NDArray[np.int32], up: NDArray[np.int32], corner: NDArray[np.int32]) -> NDArray[np.int32]:
    estimate = left + up - corner
    by_left, by_up, by_corner = (abs(estimate - one) for one in (left, up, corner))
    vertical = np.where(by_up <= by_corner, up, corner)
    return np.where((by_left <= by_up) & (by_left <= by_corner), left, vertical)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
