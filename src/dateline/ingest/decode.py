"""Bytes -> text, or a clear word on why they are none."""

from __future__ import annotations

import codecs

# The UTF-32 mark begins with the UTF-16 one, so it is asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What people put among reports by mistake, by its first bytes.
_OTHER = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (docx, odt and epub are such)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)
# Control characters that no text has; tab, line feed, form feed and carriage return are left out.
_CONTROL = frozenset(map(chr, (*range(9), *range(14, 32), 127)))
_FEW = 0.1  # more than this share of bytes above 127 is no Western European text
_SAMPLE = 65536  # bytes that are enough to tell one 8-bit encoding from another


class NotTextError(ValueError):
    """The bytes are no text. The message says what they look like."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of some bytes and the name of its encoding.

    A byte order mark decides; else UTF-8; else cp1252 where few bytes lie outside ASCII (what old Western programs
    write), and for the rest the best guess of charset-normalizer. Line ends become
    ``\\n``. Raises NotTextError.
    """
    for start, what in _OTHER:
        if data.startswith(start):
            raise NotTextError(f"is {what}, no plain text; save it as text first")
    text, encoding = _decode(data)
    controls = sum(c in _CONTROL for c in text[:_SAMPLE])
    if controls > max(3, 0.01 * min(len(text), _SAMPLE)):  # a stray one or two may slip into a real text
        raise NotTextError("its bytes are no text")
    if text[:500].lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        raise NotTextError("is a web page; save its text first")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as e:
                raise NotTextError(f"begins as {encoding.upper()} but breaks off at byte {e.start + len(mark)}") from e
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:  # no 8-bit encoding has it; UTF-16 without its mark is too rare to guess at
        raise NotTextError("its bytes are no text")
    sample = data[:_SAMPLE]
    if sum(b > 127 for b in sample) <= _FEW * len(sample):  # Latin letters with accents and curly quotes among them
        try:
            return data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise NotTextError("its bytes are no text in any known encoding")
    return data.decode(best.encoding, errors="replace"), best.encoding
