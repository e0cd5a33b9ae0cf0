"""What every exported file says of itself: what was asked, of which edition, and whose work it stands on."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from geo.atlas.answers.sentence import describe, listed
from geo.atlas.atlas import Atlas
from geo.atlas.selection import Selection
from geo.world.countries import countries as known

CREDITS = (
    "Made with Dateline. Borders: Natural Earth's default point of view, edited by Visionscarto (Crimea, Western "
    "Sahara) and Dateline (Northern Cyprus, Somaliland). "
    "Places: GeoNames, CC BY 4.0. Names: Unicode CLDR, CIA World Factbook. Memberships: compiled by Dateline, with "
    "the source of each period."
)


def provenance(atlas: Atlas, selection: Selection, countries: Sequence[str] = ()) -> dict[str, Any]:
    """Plain JSON: `selection` in one English sentence, `filters` as they were set, atlas, geocoders and credits.

    Raises LookupError as `Atlas.totals` does. Give a `PinnedAtlas` where figures go with it, lest a build that ends
    meanwhile part the two.
    """
    edition = atlas.edition
    return {
        "selection": sentence(atlas, selection, countries),
        "filters": _filters(selection, countries),
        "atlas": {"edition": edition.edition, "made_at": edition.made_at.isoformat(), "dateline": edition.dateline},
        "geocoders": atlas.geocoders(),
        "credits": CREDITS,
    }


def sentence(atlas: Atlas, selection: Selection, countries: Sequence[str] = ()) -> str:
    """The sentence above the map; and a second one where some countries' rows are taken out of that alone."""
    told = describe(selection, atlas)
    if not countries:
        return told
    return f"{told} Of these, the rows of {listed([known()[iso3].in_a_sentence for iso3 in countries], 'and')} alone."


def _filters(selection: Selection, countries: Sequence[str]) -> dict[str, Any]:
    """What is not as it is without any filter, by the names that `Selection` has."""
    plain = asdict(Selection())
    chosen = {name: value for name, value in asdict(selection).items() if value != plain[name]}
    if countries:
        chosen["countries"] = tuple(countries)
    return {name: _plain(value) for name, value in chosen.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
