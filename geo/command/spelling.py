"""A selection as the options of a command: what `selection_options` reads, the other way round."""

from collections.abc import Sequence
from datetime import date

from geo.atlas.selection import Selection


def spelt(selection: Selection, countries: Sequence[str] = ()) -> list[str]:
    """The arguments that make a command count just this selection, for instance `["--organisation", "SCO"]`."""
    plain = Selection()
    asked = [
        *_each("--organisation", selection.organisations),
        *(["--combine", selection.combine] if selection.combine != plain.combine else []),
        *(_each("--status", selection.statuses) if selection.statuses != plain.statuses else []),
        *_day("--memberships-on", selection.memberships_on),
        *_day("--since", selection.since),
        *_day("--until", selection.until),
        *([] if selection.undated else ["--no-undated"]),
        *_each("--source", selection.sources),
        *_each("--kind", selection.kinds),
        *_each("--use", selection.uses),
        *(["--min-confidence", str(selection.min_confidence)] if selection.min_confidence else []),
        *(["--search", selection.search] if selection.search else []),
        *(["--by-story"] if selection.by == "story" else []),
    ]
    return [*asked, *_each("--country", countries)]


def _each(option: str, values: Sequence[str]) -> list[str]:
    return [word for value in values for word in (option, value)]


def _day(option: str, day: date | None) -> list[str]:
    return [option, day.isoformat()] if day else []
