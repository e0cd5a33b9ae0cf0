"""The bodies of web pages as servers pack them, unpacked no further than the limit allows.

The crawl library's own unpacking has no bound: sixteen kilobytes of Brotli can come to gigabytes in one piece.
"""

import zlib

from geo.articles.limits import LimitError, Limits, size

_ANY_HEADER = 47  # zlib's number for: gzip or zlib, told by the header


class BrokenBody(ValueError):
    """A body that does not unpack; the message is a sentence for people."""


def unpacked_body(raw: bytes, encoding: str, limits: Limits) -> bytes:
    """The body; as it is where nothing was packed, or where a crawler unpacked it and kept the header.

    Raises BrokenBody, and LimitError where more comes out than a file may hold.
    """
    if encoding not in ("gzip", "x-gzip", "deflate", "br") or raw.lstrip()[:1] == b"<":
        return raw
    try:
        body = _brotli(raw, limits.file) if encoding == "br" else _zlib(raw, limits.file)
    except LimitError:
        raise
    except Exception as error:  # brotli's own exception cannot be named without importing it
        raise BrokenBody(f"its body does not unpack ({type(error).__name__})") from None
    return body


def _zlib(raw: bytes, most: int) -> bytes:
    if raw[:2] == b"\x1f\x8b" or raw[:1] == b"\x78":
        unpacking = zlib.decompressobj(_ANY_HEADER)
    else:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)  # what many servers mean by "deflate"
    body = unpacking.decompress(raw, most + 1)
    return _whole(body, most, unpacking.eof)


def _brotli(raw: bytes, most: int) -> bytes:
    import brotli

    unpacking = brotli.Decompressor()
    parts = [unpacking.process(raw, output_buffer_limit=most + 1)]
    while not unpacking.can_accept_more_data() and sum(map(len, parts)) <= most:
        parts.append(unpacking.process(b"", output_buffer_limit=most + 1))
    return _whole(b"".join(parts), most, unpacking.is_finished())


def _whole(body: bytes, most: int, finished: bool) -> bytes:
    if len(body) > most:
        raise LimitError(f"it unpacks to more than {size(most)}; raise --max-file to have it read all the same")
    if not finished:
        raise BrokenBody("its body breaks off before its end")
    return body
