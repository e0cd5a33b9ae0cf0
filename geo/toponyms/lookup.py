"""Looking a country or a place up by any of its names, as a person types it."""

from geo.toponyms.gazetteer import Gazetteer
from geo.toponyms.sense import Sense
from geo.toponyms.spelling import fold, key

_KINDS = ("country", "capital", "place")
_FORMS = 300  # names with the same beginning that are looked at
_LEAST = 2  # letters


def look_up(words: str, most: int = 12, iso3: str | None = None) -> list[Sense]:
    """Countries, capitals and places whose name is `words`, and then those whose name begins so.

    Of each sort countries come first, then capitals, then places by their people. `iso3` keeps those that lie there.
    "Paris, Texas" is not understood: say "Paris" and the country. Fewer than two letters find nothing.
    """
    gazetteer = Gazetteer.load()
    form = key(words)
    if len(form) < _LEAST:
        return []
    found: dict[tuple[str, str | None, str, str], tuple[tuple[int, int, int], Sense]] = {}
    exact = [name for name in (gazetteer.abbreviation(words.strip()), gazetteer.name(form)) if name]
    # A last word that is not yet whole is no abbreviation: "United St" is not on its way to a saint.
    begun = " ".join(map(fold, words.split()))
    forms = [other for beginning in {form, begun} for other in gazetteer.forms(beginning, _FORMS) if other != form]
    others = [name for other in forms if (name := gazetteer.name(other))]
    for rank, names in enumerate((exact, others)):
        for reading in (reading for name in names for reading in name.readings):
            sense = reading.sense
            if sense.kind in _KINDS and sense.iso3 and not sense.demand and iso3 in (None, sense.iso3):
                order = (rank, _KINDS.index(sense.kind), -sense.population)
                known = found.setdefault((sense.name, sense.iso3, sense.kind, sense.region), (order, sense))
                if order < known[0]:
                    found[sense.name, sense.iso3, sense.kind, sense.region] = (order, sense)
    return [sense for _, sense in sorted(found.values(), key=lambda pair: pair[0])][:most]
