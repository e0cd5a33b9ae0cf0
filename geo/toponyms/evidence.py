"""Which country each name of an article means, by what else the article names.

Every name has a prior over its readings (how many people live there, what kind of thing it is). The names whose prior
is clear speak for their countries and regions; the others are then read again in that light. One name has one
sense in an article.
"""

import math
import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geo.toponyms.gazetteer import Name, Reading
from geo.toponyms.mention import Kind

STATIC = (
    "people", "country", "capital", "region", "county", "demonym", "other_kind", "other_name", "short_name",
    "great_capital", "second",
)  # fmt: skip
TOLD = ("same_country", "same_region", "parent_country", "parent_region", "country_named", "neighbour")
SIGNS = (*STATIC, *TOLD)
_ROUNDS = 2
_LEAST = 0.02
_LOG_LEAST = math.log(_LEAST)
_MOST_CHOICES = 12
_GREAT = 500_000
_MOST_NEIGHBOURS = 3.0
_PARENTS = frozenset(["country", "place", "capital", "historic"])
_PACK = struct.Struct(f"{len(STATIC)}f").pack


@dataclass(slots=True)
class Choice:
    """One country that a name may lie in, with its readings there and the signs that no text changes."""

    iso3: str | None
    readings: list[Reading]
    static: tuple[float, ...]
    regions: frozenset[str]
    region: str | None
    kind: Kind
    packed: bytes = b""
    prior: float | None = None


@dataclass(slots=True)
class Told:
    """A name in one article: how often, what its parents and neighbours are, and what it turns out to mean."""

    name: Name
    choices: list[Choice]
    trust: float
    count: int = 0
    parents: list[Name] = field(default_factory=list)
    neighbours: list[Name] = field(default_factory=list)
    chances: list[float] = field(default_factory=lambda: [1.0])
    best: int = 0

    def take_for_country(self) -> None:
        """Leave only the reading as a country, as in a row of countries: Niger is no state of Nigeria there."""
        self.choices = [choice for choice in self.choices if choice.kind == "country"] or self.choices


def choices_of(name: Name) -> list[Choice]:
    """The countries a name may lie in, the likeliest first by kind and people; made once a name."""
    found = name.weighed
    if found is None:
        found = [_choice(readings) for readings in name.choices]
        for rank, choice in enumerate(sorted(found, key=lambda choice: -choice.static[0])):
            choice.static = (*choice.static, float(min(rank, 3)))
            choice.packed = _PACK(*choice.static)
        found.sort(key=lambda choice: (-max(choice.static[1:3]), -choice.static[0]))
        found = name.weighed = found[:_MOST_CHOICES]
    return found


def forget_priors(names: Iterable[Name]) -> None:
    """Have the priors of these names worked out anew: to be called when the weights change, as in training."""
    for name in names:
        for choice in name.weighed or ():
            choice.prior = None


def is_parent(name: Name) -> bool:
    """Whether a name can hold another place, as Texas holds Paris."""
    if name.holds is None:
        name.holds = any(choice.kind in _PARENTS for choice in choices_of(name))
    return name.holds


def _choice(readings: list[Reading]) -> Choice:
    kinds = {reading.sense.kind for reading in readings}
    notes = {reading.sense.note for reading in readings}
    readings = sorted(readings, key=lambda reading: (reading.sense.kind == "place", -reading.sense.population))
    best = readings[0]
    people = max(reading.sense.population for reading in readings)
    static = (
        math.log10(people + 1) if people else (7.0 if kinds & {"country", "capital"} else 2.0),
        float("country" in kinds),
        float("capital" in kinds),
        float("region" in notes),
        float(notes == {"county"}),
        float("demonym" in kinds),
        float(not kinds & {"country", "capital", "place", "demonym"}),
        float(best.how == 1),
        float(best.how == 2),
        float("capital" in kinds and people >= _GREAT),
    )
    regions = frozenset(reading.sense.region for reading in readings if reading.sense.region)
    return Choice(
        best.sense.iso3, readings, static, regions, next(iter(regions)) if len(regions) == 1 else None, best.sense.kind
    )


class Evidence:
    """What an article says about where it plays: `resolve` fills in `chances` and `best` of every `Told`."""

    def __init__(self, weights: Sequence[float], told: list[Told]) -> None:
        self._prior = weights[: len(STATIC)]
        self._weights = weights[len(STATIC) :]
        self.told = told
        self.country: dict[str, float] = {}
        self.region: dict[str, float] = {}
        self.total = 0.0

    def resolve(self) -> None:
        """Read every name by its prior, then again in the light of the others."""
        doubtful = [one for one in self.told if len(one.choices) > 1]
        priors = [[self._score(choice) for choice in one.choices] for one in doubtful]
        for one, scores in zip(doubtful, priors, strict=True):
            one.chances = _chances(scores)
        for _ in range(_ROUNDS if doubtful else 0):
            self._weigh()
            for one, scores in zip(doubtful, priors, strict=True):
                one.chances = _chances(self._in_this_light(one, scores))
        for one in doubtful:
            one.best = one.chances.index(max(one.chances))
        self._weigh()

    def _in_this_light(self, one: Told, scores: list[float]) -> list[float]:
        """The scores with what `signs` adds to each; most choices lie where the article never is, and pay for none."""
        weights, country, beside = self._weights, self.country, one.parents or one.neighbours
        w0, w1, w2, w3, w4, w5 = weights
        nowhere = w0 * _LOG_LEAST, w1 * _LOG_LEAST
        lit = []
        for k, (score, choice) in enumerate(zip(scores, one.choices, strict=True)):
            if not beside and choice.iso3 not in country:
                lit.append(score + nowhere[0] + nowhere[1])
                continue
            a, b, c, d, e, f = self.signs(one, k)
            lit.append(score + w0 * a + w1 * b + w2 * c + w3 * d + w4 * e + w5 * f)
        return lit

    def _score(self, choice: Choice) -> float:
        if choice.prior is None:
            choice.prior = sum([w * x for w, x in zip(self._prior, choice.static, strict=True)])
        return choice.prior

    def _weigh(self) -> None:
        country: dict[str, float] = defaultdict(float)
        region: dict[str, float] = defaultdict(float)
        for one in self.told:
            force = one.trust * math.sqrt(one.count)
            if len(one.choices) == 1:
                choice = one.choices[0]
                if choice.iso3:
                    country[choice.iso3] += force * one.chances[0]
                    if choice.region:
                        region[choice.region] += force * one.chances[0]
                continue
            for choice, chance in zip(one.choices, one.chances, strict=True):
                if chance > _LEAST and choice.iso3:
                    country[choice.iso3] += force * chance
                    if choice.region:
                        region[choice.region] += force * chance
        self.country, self.region = country, region
        self.total = sum(country.values())

    def share(self, one: Told, k: int) -> tuple[float, float]:
        """Which part of the rest of the article speaks for the country of choice `k`, and for its region (0 to 1)."""
        choice = one.choices[k]
        force = one.trust * math.sqrt(one.count)
        others = self.total - force
        if choice.iso3 is None or others <= 1e-9:
            return 0.0, 0.0
        own = force * one.chances[k]
        country = max(0.0, self.country.get(choice.iso3, 0.0) - own) / others
        if country == 0.0 or not choice.regions:
            return country, 0.0
        if choice.region:
            return country, max(0.0, self.region.get(choice.region, 0.0) - own) / others
        return country, max([self.region.get(region, 0.0) for region in choice.regions]) / others

    def signs(self, one: Told, k: int) -> tuple[float, float, float, float, float, float]:
        """The signs for one choice that only the article can tell, in the order of TOLD."""
        choice = one.choices[k]
        within_country = within_region = neighbour = 0.0
        for parent in one.parents:
            for other in choices_of(parent):
                if other.iso3 == choice.iso3 and choice.iso3:
                    within_country = 1.0
                    if other.regions & choice.regions:
                        within_region = 1.0
        for name in one.neighbours:
            near = choices_of(name)
            if len(near) == 1 and near[0].iso3 == choice.iso3:
                neighbour = min(neighbour + 1.0, _MOST_NEIGHBOURS)
        country, region = self.share(one, k)
        return (
            math.log(_LEAST + country) if country else _LOG_LEAST,
            math.log(_LEAST + region) if region else _LOG_LEAST,
            within_country,
            within_region,
            float(country > 0.0),
            neighbour,
        )


def _chances(scores: list[float]) -> list[float]:
    top = max(scores)
    odds = [math.exp(score - top) for score in scores]
    total = sum(odds)
    return [one / total for one in odds]
