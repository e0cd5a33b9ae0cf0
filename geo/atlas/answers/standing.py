"""Who belongs as a selection asks, and from when to when."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce

from geo.atlas.selection import Selection
from geo.world.memberships import Memberships

Stretch = tuple[date, date]  # from the first of these days to the day before the second


def standing(memberships: Memberships, selection: Selection) -> dict[str, list[Stretch]]:
    """By iso3, when a country belongs to the selection's organisations as it asks; those that never do are left out."""
    wanted = [belonging(memberships, code, selection.statuses) for code in dict.fromkeys(selection.organisations)]
    if not wanted:
        return {}
    found: dict[str, list[Stretch]] = {}
    for iso3 in sorted(set().union(*wanted)):
        first, *others = (held.get(iso3, []) for held in wanted)
        if selection.combine == "all":
            stretches = reduce(_both, others, first)
        elif selection.combine == "without":
            stretches = _without(first, _merged([stretch for held in others for stretch in held]))
        else:
            stretches = _merged([*first, *(stretch for held in others for stretch in held)])
        if stretches:
            found[iso3] = stretches
    return found


def belonging(memberships: Memberships, code: str, statuses: Sequence[str]) -> dict[str, list[Stretch]]:
    """By iso3, when a country belongs to one organisation with any of the statuses; LookupError for an unknown code."""
    held: dict[str, list[Stretch]] = defaultdict(list)
    for period in memberships.periods(code):
        if period.status in statuses:
            held[period.iso3].append((_day(period.start), _day(period.end) if period.end else date.max))
    return {iso3: _merged(stretches) for iso3, stretches in held.items()}


def _day(bound: date) -> date:
    """A plain day: `Bound` remembers how it was given, which is nothing to a database."""
    return date(bound.year, bound.month, bound.day)


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    whole: list[Stretch] = []
    for start, end in sorted(stretches):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        elif start < end:
            whole.append((start, end))
    return whole


def _both(one: list[Stretch], other: list[Stretch]) -> list[Stretch]:
    return sorted(
        (max(start, begun), min(end, ended))
        for start, end in one
        for begun, ended in other
        if max(start, begun) < min(end, ended)
    )


def _without(one: list[Stretch], other: list[Stretch]) -> list[Stretch]:
    left = one
    for begun, ended in other:
        left = [
            part
            for start, end in left
            for part in ((start, min(end, begun)), (max(start, ended), end))
            if part[0] < part[1]
        ]
    return left
