"""Bytes to text: the encoding is told by the bytes; what cannot be decoded is said once and the rest is read."""

import codecs
import re

from charset_normalizer import from_bytes
from msgspec import Struct

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Bytes that the guess is made from: enough for a page or two of any language.
SAMPLE = 20_000
# Below this share of bytes above ASCII a text is in Latin letters with accents and curled quotation marks, and
# Windows' Western code page reads it; German has 2 in a hundred, French 4, Russian 80.
FEW = 0.07
HIGH = bytes(range(128, 256))
# How Python keeps a byte that it could not decode, and what Windows' code page makes of it
BAD_BYTE, ABOVE_ASCII = re.compile(r"[\udc80-\udcff]"), re.compile(r"[^\x00-\x7f]")
WESTERN = {0xdc00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)}
HIGH_BYTE = re.compile(rb"[\x80-\xff]")
PASSAGE = 1_000         # bytes of one line that go into the sample


class Decoded(Struct, frozen=True):
    """A text, and what went wrong with it: pairs of the byte where it begins and a sentence."""

    text: str
    troubles: tuple[tuple[int, str], ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of these bytes in whatever encoding, without its byte order mark and NULs."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _cleaned(_strictly(data, encoding, len(bom)), _step(encoding))
    wide = _wide(data)
    if wide:
        return _cleaned(_strictly(data, wide, 0), _step(wide))
    try:
        return _cleaned(Decoded(data.decode("utf-8")), 1)
    except UnicodeDecodeError as error:
        return _cleaned(_mixed(data, error) or _guessed(data), 1)


def _step(encoding: str) -> int:
    return {"16": 2, "32": 4}.get(encoding[4:6], 1)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: nearly every second byte of a European text is zero."""
    head = data[:SAMPLE]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd < len(head) / 4 or min(even, odd) > len(head) / 50:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _strictly(data: bytes, encoding: str, skip: int) -> Decoded:
    """Text in an encoding that is known; from the first bad byte on, bad bytes become U+FFFD."""
    body = memoryview(data)[skip:]
    try:
        return Decoded(codecs.decode(body, encoding))
    except UnicodeDecodeError as error:
        sentence = f"these bytes are not {encoding.removesuffix('-le').removesuffix('-be').upper()}; the rest is read."
        return Decoded(codecs.decode(body, encoding, "replace"), ((error.start + skip, sentence),))


def _mixed(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """UTF-8 with some bytes of Windows' code page in it; None if it is no UTF-8 at all."""
    text = data.decode("utf-8", "surrogateescape")
    bad = len(BAD_BYTE.findall(text))
    if len(ABOVE_ASCII.findall(text)) < 2 * bad:
        return None
    text = text.translate(WESTERN)
    what = "1 byte is" if bad == 1 else f"{bad} bytes from here on are"
    return Decoded(text, ((error.start, f"{what} not UTF-8 as the rest is; read as Windows-1252."),))


def _guessed(data: bytes) -> Decoded:
    """Text in an eight-bit encoding, told by the letters that make the most sense."""
    high = len(data) - len(data.translate(None, HIGH))
    if high > FEW * len(data):
        best = from_bytes(_sample(data)).best()
        if best is not None:
            try:
                return Decoded(data.decode(best.encoding))
            except (UnicodeDecodeError, LookupError):
                pass
    try:
        return Decoded(data.decode("cp1252"))
    except UnicodeDecodeError:
        return Decoded(data.decode("latin-1"))


def _sample(data: bytes) -> bytes:
    """Lines that have something to tell: those with bytes above ASCII."""
    passages: list[bytes] = []
    size = at = 0
    while size < SAMPLE and (m := HIGH_BYTE.search(data, at)):
        start = max(at, data.rfind(b"\n", at, m.start()) + 1, m.start() - PASSAGE)
        end = data.find(b"\n", m.start(), m.start() + PASSAGE)
        at = end if end >= 0 else min(len(data), m.start() + PASSAGE)
        passages.append(data[start:at])
        size += at - start
    return b"\n".join(passages)


def _cleaned(found: Decoded, step: int) -> Decoded:
    """The text without NUL characters, which no paper has and some programs write."""
    count = found.text.count("\0")
    if not count:
        return found
    before = found.text[:found.text.index("\0")]
    at = len(before.encode("utf-8", "replace")) if step == 1 else len(before) * step
    sentence = "1 NUL byte was left out." if count == 1 else f"{count} NUL bytes from here on were left out."
    return Decoded(found.text.replace("\0", ""), (*found.troubles, (at, sentence)))
