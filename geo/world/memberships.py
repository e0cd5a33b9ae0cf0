"""Who belongs to which organisation, as what, and when."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from geo.shipped import DATA
from geo.world.bound import Bound
from geo.world.countries import codes
from geo.world.organisations import Organisation, organisations
from geo.world.table import TableError, parts, rows

SHIPPED = DATA / "memberships.csv"
_COLUMNS = ("organisation", "iso3", "status", "from", "to")
# What a row of ours tells; a user's file may leave these columns out.
_TOLD = ("source", "confidence", "note")


@dataclass(frozen=True, slots=True)
class Membership:
    """A period [start, end) of one country in one organisation: it holds on `start` and not on `end`.

    `end` None is still in force. `source` holds keys of `membership_sources.csv`, or what a user's file says.
    `confidence` says how well the dates are borne out.
    """

    organisation: str
    iso3: str
    status: str
    start: Bound
    end: Bound | None = None
    source: str = ""
    confidence: str = ""
    note: str = ""

    def holds(self, on: date) -> bool:
        """Whether the period covers that day."""
        return self.start <= on and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class Status:
    """What a country can be to an organisation; `formal_member` says whether it is still legally a member."""

    code: str
    label: str
    formal_member: bool
    meaning: str


@cache
def statuses() -> Mapping[str, Status]:
    """Every status a period may have, by its code, the fullest first."""
    table = rows(DATA / "statuses.csv", ("status", "label", "formal_member", "meaning"))
    return MappingProxyType(
        {
            row["status"]: Status(row["status"], row["label"], row["formal_member"] == "1", row["meaning"])
            for _, row in table
        }
    )


class Memberships:
    """The dated table of memberships, ours or ours with a user's."""

    def __init__(self, periods: Sequence[Membership], known: Mapping[str, Organisation]) -> None:
        by_organisation: dict[str, list[Membership]] = {code: [] for code in known}
        for period in sorted(periods, key=lambda period: (period.iso3, period.start)):
            by_organisation[period.organisation].append(period)
        self._periods = by_organisation
        self.organisations = known

    @classmethod
    def load(cls, extra: Path | None = None) -> "Memberships":
        """Our table, and with `extra` the organisations and periods of a user's CSV (its form: `data/README.md`).

        Raises `TableError` when a row, of either file, names an unknown country, organisation or status, has a date
        that is none, ends before it begins, or overlaps another period of the same country in the same organisation.
        """
        return _shipped() if extra is None else _load((SHIPPED, extra))

    def members(self, organisation: str, on: date, statuses: Sequence[str] = ("member",)) -> list[Membership]:
        """Who belonged on that day with one of the statuses, by iso3.

        A country suspended or frozen is not a plain member: ask for those statuses too where formal membership counts.
        Raises `LookupError` for an organisation or a status that is not known, since an empty answer would read as "no
        members".
        """
        _known_statuses(statuses)
        return [period for period in self.periods(organisation) if period.status in statuses and period.holds(on)]

    def of(self, iso3: str, on: date) -> list[Membership]:
        """What a country belonged to on that day, with any status, in the order of the organisations."""
        return [
            period
            for periods in self._periods.values()
            for period in periods
            if period.iso3 == iso3 and period.holds(on)
        ]

    def periods(self, organisation: str) -> list[Membership]:
        """Every period of an organisation, by iso3 and start; raises `LookupError` for one that is not known."""
        try:
            return list(self._periods[organisation])
        except KeyError:
            known = ", ".join(self._periods)
            raise LookupError(f"There is no organisation '{organisation}'; known are {known}.") from None


def members(organisation: str, on: date, statuses: Sequence[str] = ("member",)) -> list[Membership]:
    """Who belonged to an organisation on a day, from the shipped table alone; see `Memberships.members`."""
    return Memberships.load().members(organisation, on, statuses)


def _known_statuses(asked: Sequence[str]) -> None:
    for status in asked:
        if status not in statuses():
            raise LookupError(f"There is no status '{status}'; known are {', '.join(statuses())}.")


@cache
def _shipped() -> Memberships:
    return _load((SHIPPED,))


def _load(tables: tuple[Path, ...]) -> Memberships:
    known = dict(organisations())
    periods: list[tuple[Path, int, Membership]] = []
    for table in tables:
        for line, row in rows(table, _COLUMNS):
            if row["organisation"] not in known:
                known[row["organisation"]] = _introduced(table, line, row)
            periods.append((table, line, _period(table, line, row)))
    _refuse_overlaps(periods)
    return Memberships([period for _, _, period in periods], MappingProxyType(known))


def _introduced(table: Path, line: int, row: dict[str, str]) -> Organisation:
    code, name = row["organisation"], row.get("organisation_name", "")
    if not code:
        raise TableError(table, line, "the column organisation is empty; write the organisation's code.")
    if not name:
        fault = f"no organisation '{code}' is known; correct the code, or name a new one in organisation_name."
        raise TableError(table, line, fault)
    return Organisation(code, name, parts(row.get("organisation_aliases", "")), kind="user")


def _period(table: Path, line: int, row: dict[str, str]) -> Membership:
    if row["iso3"] not in codes():
        raise TableError(table, line, f"no country has the code '{row['iso3']}'; write ISO 3166-1 alpha-3, like KAZ.")
    if row["status"] not in statuses():
        raise TableError(table, line, f"no status '{row['status']}'; write one of {', '.join(statuses())}.")
    if not row["from"]:
        raise TableError(table, line, "the column from is empty; write the year at least.")
    try:
        start = Bound.parse(row["from"])
        end = Bound.parse(row["to"]) if row["to"] else None
    except ValueError as fault:
        raise TableError(table, line, f"{fault}.") from None
    if end is not None and end <= start:
        raise TableError(table, line, f"the period ends on {end}, not after it begins on {start}; correct one of them.")
    source, confidence, note = (row.get(column, "") for column in _TOLD)
    return Membership(row["organisation"], row["iso3"], row["status"], start, end, source, confidence, note)


def _refuse_overlaps(periods: list[tuple[Path, int, Membership]]) -> None:
    """Raise for the later row of the first two that overlap, since it is the one somebody has just written."""
    spells: dict[tuple[str, str], list[tuple[Path, int, Membership]]] = defaultdict(list)
    for table, line, period in periods:
        spell = spells[period.organisation, period.iso3]
        for other_table, other_line, other in spell:
            if (other.end is None or period.start < other.end) and (period.end is None or other.start < period.end):
                fault = (
                    f"{period.iso3} in {period.organisation} from {period.start} overlaps {other_table.name}, line "
                    f"{other_line} ({other.status} from {other.start}); let one end where the other begins."
                )
                raise TableError(table, line, fault)
        spell.append((table, line, period))
