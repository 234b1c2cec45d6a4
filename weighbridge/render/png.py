"""Small PNG files of sixteen shades, written and read without an image library."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

Shades = NDArray[np.uint8]  # rows × columns of 0…15

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _PALETTE = 0, 3


def encoded(picture: Shades, palette: bytes | None = None) -> bytes:
    """A picture of an even width as a file; ``palette`` gives each shade its colour (three bytes each), else grey."""
    height, width = picture.shape
    packed = (picture[:, 0::2] << 4) | picture[:, 1::2]
    lines = np.zeros((height, packed.shape[1] + 1), dtype=np.uint8)  # each begins with the byte for "no filter"
    lines[:, 1:] = packed
    head = struct.pack(">IIBBBBB", width, height, 4, _GREY if palette is None else _PALETTE, 0, 0, 0)
    chunks = [_chunk(b"IHDR", head)]
    if palette is not None:
        chunks.append(_chunk(b"PLTE", palette))
    chunks += [_chunk(b"IDAT", zlib.compress(lines.tobytes(), 9)), _chunk(b"IEND", b"")]
    return _SIGNATURE + b"".join(chunks)


def decoded(data: bytes) -> Shades:
    """The picture in a file that ``encoded`` wrote.

    Raises:
        ValueError: it is another kind of file.
    """
    if not data.startswith(_SIGNATURE):
        raise ValueError("not a PNG file")
    chunks, at = {}, len(_SIGNATURE)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        chunks[data[at + 4 : at + 8]] = data[at + 8 : at + 8 + length]
        at += 12 + length
    width, height, depth = struct.unpack(">IIB", chunks[b"IHDR"][:9])
    lines = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), dtype=np.uint8).reshape(height, -1)
    if depth != 4 or lines[:, 0].any():
        raise ValueError("only unfiltered pictures of sixteen shades are read")
    picture = np.empty((height, width), dtype=np.uint8)
    picture[:, 0::2] = lines[:, 1:] >> 4
    picture[:, 1::2] = lines[:, 1:] & 15
    return picture


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
