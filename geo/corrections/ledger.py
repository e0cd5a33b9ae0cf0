"""The file of corrections: one line each, and one line for each that was taken back; nothing is ever rubbed out."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from geo.atlas.errors import AtlasError
from geo.corrections.correction import LONGEST, Correction, from_json, to_json

FILE = "corrections.jsonl"
VERSION = 1
_HEAD = {"dateline": "corrections", "version": VERSION}


@dataclass(frozen=True, slots=True)
class Undoing:
    """One correction taken back."""

    id: str
    who: str
    note: str
    at: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that was corrected and taken back, in order of time; a ledger is never changed, only followed by another."""

    entries: tuple[Correction | Undoing, ...] = ()

    @property
    def active(self) -> tuple[Correction, ...]:
        """The corrections in force, the earliest first."""
        held: dict[str, Correction] = {}
        for entry in self.entries:
            if isinstance(entry, Undoing):
                held.pop(entry.id, None)
            else:
                held[entry.id] = entry
        return tuple(held.values())

    def with_corrections(self, corrections: Iterable[Correction]) -> "Ledger":
        """The ledger with these added, but for those that are in force already."""
        held = {one.id for one in self.active}
        return Ledger((*self.entries, *(one for one in corrections if one.id not in held)))

    def without(self, id: str, who: str = "", note: str = "") -> "Ledger":
        """The ledger with one correction taken back; raises LookupError where none of that id is in force."""
        if id not in {one.id for one in self.active}:
            raise LookupError(f"There is no correction {id!r} in force: `dateline correct list` shows those that are.")
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return Ledger((*self.entries, Undoing(id, who.strip()[:LONGEST], note.strip()[:LONGEST], at)))

    def of(self, id: str) -> Correction:
        """The correction of that id, in force or not; raises LookupError."""
        for entry in reversed(self.entries):
            if isinstance(entry, Correction) and entry.id == id:
                return entry
        raise LookupError(f"There is no correction {id!r}.")


def ledger_of(atlas: Path) -> Ledger:
    """The corrections kept with an atlas; empty where there are none. Raises AtlasError for a file that is wrong."""
    path = atlas / FILE
    return read(path) if path.exists() else Ledger()


def read(path: Path) -> Ledger:
    """The corrections of a file. Raises AtlasError, naming the line and what is wrong with it."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise AtlasError(f"The corrections at {path} cannot be read: {error.strerror or error}.") from error
    entries: list[Correction | Undoing] = []
    for place, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            said = orjson.loads(line)
            if place == 1:
                _check_head(said)
            else:
                entries.append(_entry(said))
        except (ValueError, KeyError, TypeError) as error:
            raise AtlasError(
                f"Line {place} of {path} is no correction ({_short(error)}): mend the line or take it out."
            ) from error
    return Ledger(tuple(entries))


def write(path: Path, ledger: Ledger) -> None:
    """Put a ledger in the place of the file, whole or not at all. Raises AtlasError where that cannot be done."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(written(ledger))
        part.replace(path)
    except OSError as error:
        raise AtlasError(f"The corrections cannot be written to {path}: {error.strerror or error}.") from error


def written(ledger: Ledger) -> bytes:
    """The file of a ledger: what `write` writes and `read` reads."""
    lines = [_HEAD, *(_line(entry) for entry in ledger.entries)]
    return b"".join(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in lines)


def _check_head(said: Any) -> None:
    if not isinstance(said, dict) or said.get("dateline") != _HEAD["dateline"]:
        raise ValueError('the first line must be {"dateline":"corrections","version":1}')
    if said.get("version") != VERSION:
        raise ValueError(f"its version is {said.get('version')}, and this Dateline reads {VERSION}")


def _entry(said: dict[str, Any]) -> Correction | Undoing:
    if "undo" in said:
        return Undoing(*(str(said.get(name, "")) for name in ("undo", "who", "note", "at")))
    return from_json(said)


def _line(entry: Correction | Undoing) -> dict[str, Any]:
    if isinstance(entry, Undoing):
        return {"undo": entry.id, "at": entry.at, "who": entry.who, "note": entry.note}
    return to_json(entry)


def _short(error: Exception) -> str:
    return f"it lacks {error}" if isinstance(error, KeyError) else str(error)
