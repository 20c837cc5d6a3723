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
HIGH_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")


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
    bad = 0

    def western(e: UnicodeError) -> tuple[str, int]:
        nonlocal bad
        assert isinstance(e, UnicodeDecodeError)
        bad += 1
        wrong = e.object[e.start:e.start + 1]
        return wrong.decode("cp1252", "replace"), e.start + 1

    # The codec registry knows handlers by name only; this one is made anew for each text, to count.
    codecs.register_error("dragoman-western", western)
    text = data.decode("utf-8", "dragoman-western")
    good = sum(1 for _ in re.finditer(r"[^\x00-\x7f]", text[:SAMPLE * 50])) - bad
    if good <= bad:
        return None
    what = "1 byte is" if bad == 1 else f"{bad} bytes from here on are"
    return Decoded(text, ((error.start, f"{what} not UTF-8 as the rest is; read as Windows-1252."),))


def _guessed(data: bytes) -> Decoded:
    """Text in an eight-bit encoding, told by the letters that make the most sense."""
    high = len(data) - len(data.translate(None, HIGH))
    if high > FEW * len(data):
        lines = b"\n".join(m[0][:2_000] for m, _ in zip(HIGH_LINE.finditer(data), range(200), strict=False))
        best = from_bytes(lines[:SAMPLE]).best()
        if best is not None:
            try:
                return Decoded(data.decode(best.encoding))
            except (UnicodeDecodeError, LookupError):
                pass
    try:
        return Decoded(data.decode("cp1252"))
    except UnicodeDecodeError:
        return Decoded(data.decode("latin-1"))


def _cleaned(found: Decoded, step: int) -> Decoded:
    """The text without NUL characters, which no paper has and some programs write."""
    count = found.text.count("\0")
    if not count:
        return found
    at = len(found.text[:found.text.index("\0")].encode("utf-8", "replace")) if step == 1 else found.text.index("\0") * step
    sentence = "1 NUL byte was left out." if count == 1 else f"{count} NUL bytes from here on were left out."
    return Decoded(found.text.replace("\0", ""), (*found.troubles, (at, sentence)))
