"""`dateline extract`: JSON Lines in, the places each line's text names out.

Speed is the point of this command: it works on bytes, answers line by line as they come, and imports neither the
database nor the dashboard.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import click
import orjson

from geo.articles.json_lines import KNOWN, parse_line, text_of
from geo.collector import spare_the_collector
from geo.command.console import progress
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import Mention

_AT_ONCE = 1 << 20  # bytes
_OURS = frozenset({"mentions", "error"})
_MARK = b"\xef\xbb\xbf"


@click.command(epilog="Exit codes: 0 every line was read, 1 some were not (their lines say why), 2 wrong usage.")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Leave out mentions that are right with a probability below P.",
)
def extract(files: tuple[str, ...], min_confidence: float) -> None:
    """Write the places that each article names, one line for each line read.

    FILE holds JSON Lines with `id` and `text`; without a FILE, or for -, they come from standard input. A line is
    answered by {"id": ..., "mentions": [...]} and the fields it had besides; one that cannot be read by
    {"id": ..., "error": ...}.

    \b
    A mention: start, end (code points of text), text, iso3, kind, use, name, lat, lon, organisation, confidence, why.
    """
    answer = Answer(Geoparser.load(), min_confidence)
    spare_the_collector()
    try:
        with progress(_size(files), "B") as advance:
            for batch in _batches(files or ("-",)):
                sys.stdout.buffer.write(b"".join(answer.all(batch)))
                sys.stdout.buffer.flush()
                advance(sum(map(len, batch)))
    except BrokenPipeError:
        _leave_quietly()
    sys.exit(1 if answer.failed else 0)


class Answer:
    """Answers lines; `failed` tells whether one of them could not be read."""

    def __init__(self, geoparser: Geoparser, min_confidence: float = 0.0) -> None:
        self._read = geoparser.read
        self._read_all = geoparser.read_all
        self._least = min_confidence
        self._line = 0
        self.failed = False

    def __call__(self, line: bytes) -> bytes:
        """The line to be written for a line that was read; every line gets one, whatever is wrong with it."""
        return self.all([line])[0]

    def all(self, lines: Sequence[bytes]) -> list[bytes]:
        """The lines to be written for many lines, whose texts are read together as far as they can be."""
        drafts = [_draft(line) for line in lines]
        texts = [text for _, text in drafts if isinstance(text, str)]
        try:
            mentions = iter(self._read_all(texts))
        except Exception:  # one of them cannot be read: each by itself, so that it costs the others nothing
            return [self._answer(found, text, None) for found, text in drafts]
        return [self._answer(found, text, next(mentions) if isinstance(text, str) else None) for found, text in drafts]

    def _answer(self, found: dict[str, Any], text: str | Exception, mentions: list[Mention] | None) -> bytes:
        """The answer to one line: `text` is what to read or why there is none, `mentions` what was read in it."""
        self._line += 1
        try:
            if isinstance(text, Exception):
                raise text
            if mentions is None:
                mentions = self._read(text)
            if self._least:
                mentions = [mention for mention in mentions if mention.confidence >= self._least]
            answer = {"id": found.get("id"), "mentions": mentions}
            if len(found) > len(KNOWN & found.keys()):
                answer |= {field: value for field, value in found.items() if field not in KNOWN | _OURS}
            return _dump(answer)
        except ValueError as error:
            reason = str(error)
        except Exception as error:  # one line must not cost the others, whatever it did to the geoparser
            reason = f"the text could not be read ({type(error).__name__}: {error})"
        self.failed = True
        complaint = {"error": f"line {self._line}: {reason}"}
        try:
            return _dump({"id": found.get("id"), **complaint})
        except RecursionError:
            return _dump({"id": None, **complaint})


def _draft(line: bytes) -> tuple[dict[str, Any], str | Exception]:
    """The fields of a line and its text, or why it has none."""
    found: dict[str, Any] = {}
    try:
        found = parse_line(line.removeprefix(_MARK))
        return found, text_of(found)
    except Exception as error:
        return found, error


def _dump(answer: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # half characters, and what is nested deeper or counts higher than orjson writes
        return json.dumps(answer, default=_as_json).encode("ascii") + b"\n"


def _as_json(value: object) -> dict[str, Any]:
    if isinstance(value, Mention):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def _batches(files: Sequence[str]) -> Iterator[list[bytes]]:
    """The lines of the files, as many at a time as can be had without waiting."""
    for file in files:
        if file == "-":
            with open(sys.stdin.fileno(), "rb", closefd=False) as stream:
                yield from _batches_of(stream.read1)
        else:
            with Path(file).open("rb") as stream:
                yield from _batches_of(stream.read1)


def _batches_of(read: Callable[[int], bytes]) -> Iterator[list[bytes]]:
    begun: list[bytes] = []
    while block := read(_AT_ONCE):
        lines = block.split(b"\n")
        begun.append(lines[0])
        if len(lines) > 1:
            lines[0] = b"".join(begun)
            begun = [lines.pop()]
            yield lines
    if last := b"".join(begun):
        yield [last]


def _size(files: Sequence[str]) -> int:
    """Bytes to be read, 0 where nobody can know."""
    return 0 if not files or "-" in files else sum(Path(file).stat().st_size for file in files)


def _leave_quietly() -> NoReturn:
    """Whoever read the answers has seen enough (`| head`): no trace, and nothing more to flush at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)
