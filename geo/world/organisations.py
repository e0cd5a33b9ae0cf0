"""The organisations countries belong to, and what they are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from geo.shipped import DATA
from geo.world.bound import Bound
from geo.world.table import TableError, parts, rows

_COLUMNS = ("code", "name", "aliases", "ambiguous_aliases", "founded", "headquarters", "kind", "active")


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation; `aliases` are safe to look for in a text, `ambiguous_aliases` ("the bloc") need context.

    `founded` may be a year or a month alone. `active` is false for what has been succeeded (the Shanghai Five). Some
    are known by name alone: of the United Nations no memberships are kept.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    founded: Bound | None = None
    headquarters: str = ""
    kind: str = ""
    active: bool = True
    ambiguous_aliases: tuple[str, ...] = ()


@cache
def organisations(table: Path = DATA / "organisations.csv") -> Mapping[str, Organisation]:
    """Every organisation by its code, in the order of the table; raises `TableError` for a row that is wrong."""
    found: dict[str, Organisation] = {}
    for line, row in rows(table, _COLUMNS):
        if row["code"] in found:
            raise TableError(table, line, f"{row['code']} stands there already; remove one of the two rows.")
        try:
            founded = Bound.parse(row["founded"]) if row["founded"] else None
        except ValueError as fault:
            raise TableError(table, line, f"founded: {fault}.") from None
        found[row["code"]] = Organisation(
            row["code"],
            row["name"],
            parts(row["aliases"]),
            founded,
            row["headquarters"],
            row["kind"],
            row["active"] == "1",
            parts(row["ambiguous_aliases"]),
        )
    return MappingProxyType(found)
