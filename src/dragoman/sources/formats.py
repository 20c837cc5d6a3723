"""The format of a file, told by its first bytes, and by its name where these leave it open."""

import re
from typing import Literal

Format = Literal["empty", "text", "tei", "html", "docx", "pdf", "foreign", "binary"]

HEAD = 65_536       # bytes looked at; a DOCTYPE with its entities fits many times over

# Files that we know and do not read, and what to do about them.
FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office file; save it as DOCX"),
    (b"{\\rtf", "RTF; save it as DOCX"),
    (b"\x1f\x8b", "compressed (gzip); unpack it first"),
    (b"\xfd7zXZ\x00", "compressed (xz); unpack it first"),
    (b"BZh", "compressed (bzip2); unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "compressed (7z); unpack it first"),
    (b"\x89PNG", "a picture; read its text first (OCR)"),
    (b"\xff\xd8\xff", "a picture; read its text first (OCR)"),
    (b"GIF8", "a picture; read its text first (OCR)"),
    (b"II*\x00", "a picture; read its text first (OCR)"),
    (b"MM\x00*", "a picture; read its text first (OCR)"),
    (b"SQLite format 3\x00", "a database, no paper"))

BLANK = b" \t\r\n\f\xef\xbb\xbf"
BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# "<!-- saved from url=... -->", "<?xml version='1.0'?>", "<!DOCTYPE TEI [ ... ]>": what may stand before the root
PROLOGUE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.S | re.I)
# "<TEI xmlns=", "<tei:TEI", "<html>"
ROOT = re.compile(r"\s*<(?:[\w.-]+:)?(?P<name>[A-Za-z_][\w.-]*)[\s/>]")
TEI_NAMESPACE = "http://www.tei-c.org/ns/1.0"
TEI_ROOTS = ("TEI", "TEI.2", "teiCorpus", "teiCorpus.2")
HTML_ROOTS = ("html", "head", "body", "title", "meta")
# Control characters that no text has; tab, line ends, form feed, escape and the DOS end of file are let through.
CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
MOST_CONTROLS = 0.05    # a text with stray bytes stays far below; random bytes have 0.1, a program more


def format_of(data: bytes, name: str) -> Format:
    """The format of a file by its bytes and its name."""
    head, ending = data[:HEAD], name.lower().rpartition(".")[2]
    if len(data) < HEAD and not data.strip(BLANK):
        return "empty"
    if any(head.startswith(magic) for magic, _ in FOREIGN):
        return "foreign"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return "docx"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if ending in ("docx", "pdf"):
        return ending  # type: ignore[return-value]     # its reader says what is wrong with it
    return _marked_up(head, ending) or ("binary" if _binary(head) else "text")


def foreign_sentence(data: bytes) -> str:
    """What a file of a format that is not read is, and what to do."""
    return next(f"this is {sentence}." for magic, sentence in FOREIGN if data.startswith(magic))


def decoded(head: bytes) -> str:
    """The first bytes as text, well enough to see its tags."""
    for bom, encoding in BOMS.items():
        if head.startswith(bom):
            return head[len(bom):].decode(encoding, "replace")
    if head[:4] in (b"<\x00?\x00", b"<\x00T\x00", b"<\x00!\x00", b"<\x00h\x00"):
        return head.decode("utf-16-le", "replace")
    return head.decode("utf-8", "replace")


def _marked_up(head: bytes, ending: str) -> Format | None:
    """TEI or HTML, if a file begins with a tag."""
    text = decoded(head).lstrip()
    if not text.startswith("<"):
        return None
    root = ROOT.match(PROLOGUE.sub(" ", text))
    name = root["name"] if root else ""
    if name in TEI_ROOTS or TEI_NAMESPACE in text:
        return "tei"
    if name.lower() in HTML_ROOTS or text[:14].lower() == "<!doctype html" or ending in ("html", "htm", "xhtml"):
        return "html"
    return "tei" if ending == "xml" or text.startswith("<?xml") else None


def _binary(head: bytes) -> bool:
    """Whether these bytes are no text in any encoding."""
    if head.startswith(tuple(BOMS)):
        return False
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd > len(head) / 4 and min(even, odd) < len(head) / 50:      # UTF-16 without its mark
        return False
    controls = len(head) - len(head.translate(None, CONTROLS))
    return controls > MOST_CONTROLS * len(head)
