"""What a name may mean: one reading of it, with what speaks for that reading before any text is seen."""

from dataclasses import dataclass

from geo.toponyms.mention import Kind


@dataclass(slots=True, frozen=True)
class Sense:
    """One reading of a name.

    `population` is the prior: people who live there, 0 where that means nothing. `region` is GeoNames' first-level code
    within the country ("US.OH"), empty where unknown. `note` says in a word what kind of thing it is, for `why`.
    `demand` is what must stand beside the name for it to be one: "dot" after it (Ala.), "comma" before it (Salem,
    OR), "hyphen" after it.
    """

    name: str
    iso3: str | None
    kind: Kind
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    region: str = ""
    organisation: str | None = None
    note: str = ""
    demand: str = ""
