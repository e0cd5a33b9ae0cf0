"""Where a membership's dates are from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from geo.shipped import DATA
from geo.world.memberships import Membership
from geo.world.table import rows

# A web page named without its scheme, in whole: "en.kremlin.ru/events/president/news/41570", no "..." in it.
_PAGE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>\"\\]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """`title` says what it is, `where` how it is found; `address` is its page on the web, if that is one."""

    key: str
    title: str
    where: str = ""
    address: str | None = None


@cache
def sources() -> Mapping[str, Source]:
    """Every source of the shipped table by its key."""
    table = rows(DATA / "membership_sources.csv", ("key", "title", "where"))
    return MappingProxyType(
        {row["key"]: Source(row["key"], row["title"], row["where"], _address(row["where"])) for _, row in table}
    )


def sources_of(membership: Membership) -> list[Source]:
    """What a period rests on, in its own order; what a user's file says in its own words is one source, as it is.

    Such words are text from outside, an address among them no less: whoever makes a link of it has to look at it first.
    """
    said = membership.source.split()
    if said and all(key in sources() for key in said):
        return [sources()[key] for key in said]
    written = membership.source.strip()
    return [Source("", written, written, _address(written))] if written else []


def _address(where: str) -> str | None:
    """The web address that `where` is; a page named without a scheme is taken for one under https."""
    if where.startswith(("https://", "http://")):
        return where if not re.search(r"[\s<>\"\\]", where) else None
    return f"https://{where}" if _PAGE.fullmatch(where) and "..." not in where else None
