"""Bytes to text."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SNIFFED = 8192
# Windows-1252 leaves five bytes without a meaning; a file that holds one is in none of the encodings known here.
_WITHOUT_MEANING = b"\x81\x8d\x8f\x90\x9d"


def decode(content: bytes) -> tuple[str, str] | None:
    """The text with `\\n` line ends, and what was in doubt about it (empty: nothing); None where this is not text."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    if encoding in ("utf-8", "utf-8-sig") and b"\0" in content[:_SNIFFED]:
        return None
    doubt = ""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8" or content.translate(None, _WITHOUT_MEANING) != content:
            return None
        text = content.decode("cp1252")
        doubt = "it is not UTF-8 and was read as Windows-1252"
    return text.replace("\r\n", "\n").replace("\r", "\n"), doubt
