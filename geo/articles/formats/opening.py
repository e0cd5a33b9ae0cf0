"""A file's bytes as text, with what there is to remark on them."""

import io
from typing import IO

from geo.articles.decoding import decode, text_stream
from geo.articles.reasons import BAD_ENCODING, EMPTY, NOT_TEXT, because
from geo.articles.refusal import Refusal, Repair

Remarks = list[Refusal | Repair]


def whole_text(content: bytes, where: str, declared: str = "") -> tuple[str, Remarks]:
    """The text, and what was mended; no text and a Refusal where there is none."""
    decoded = decode(content, declared)
    if decoded is None:
        return "", [_not_text(where)]
    text, doubt = decoded
    if not text.strip():
        return "", [Refusal(where, because(EMPTY, "nothing stands in it"))]
    return text, _mended(where, doubt)


def running_text(stream: IO[bytes], where: str) -> tuple[io.TextIOWrapper | None, Remarks]:
    """As `whole_text`, for what is too large to be held; whether it is empty is not known yet."""
    opened = text_stream(stream)
    if opened is None:
        return None, [_not_text(where)]
    return opened[0], _mended(where, opened[1])


def _not_text(where: str) -> Refusal:
    return Refusal(where, because(NOT_TEXT, "something else stands in it"))


def _mended(where: str, doubt: str) -> Remarks:
    return [Repair(where, because(BAD_ENCODING, doubt))] if doubt else []
