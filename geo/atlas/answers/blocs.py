"""Blocs: organisations taken together, one without another; how often the news names them, and whom it leaves out.

Which day decides: a mention counts for a bloc where its country belonged on the article's own date (undated articles:
on the day `standing_on` names). Who is a member now, and how many people a bloc has, is said for the day `standing_on`
alone: the date asked for, else the last of the period, else of the archive. The people of each country are those of
`data/population.csv`, one estimate for a year from 2020 to 2025 whatever the period: held against news of another age
the shares of fast-growing countries are too large.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from geo.atlas.answers import blocs_query, query
from geo.atlas.answers.answer_columns import names_of
from geo.atlas.answers.asking import Asking, frame, row, standing_on
from geo.atlas.answers.question import Question
from geo.atlas.answers.standing import standing
from geo.atlas.selection import Combine, Selection
from geo.world.countries import countries
from geo.world.memberships import Memberships
from geo.world.population import populations, share_of_world

# A member is neglected where it is named less than half as often as its part of the world's people would have it, and
# that part comes to ten mentions at least: of so many, four or fewer would fall to chance three times in a hundred.
NEGLECTED = 0.5
LEAST_EXPECTED = 10


@dataclass(frozen=True, slots=True)
class Bloc:
    """One to three organisations: belonging to any of them, to all, or to the first "without" the others."""

    organisations: tuple[str, ...]
    combine: Combine = "any"

    @property
    def name(self) -> str:
        """ "SCO and CSTO", "SCO, not CSTO or CIS"."""
        first, *others = (code.replace("_", " ") for code in self.organisations)
        if not others:
            return first
        if self.combine == "without":
            return f"{first}, not {' or '.join(others)}"
        return f" {'and' if self.combine == 'all' else 'or'} ".join((first, *others))

    def of(self, selection: Selection) -> Selection:
        """`selection` with its countries narrowed to this bloc, whatever organisations it named before."""
        return replace(selection, organisations=self.organisations, combine=self.combine)


class Blocs(Asking):
    """The methods of an `Atlas` that hold blocs against the world's people."""

    def blocs(self, selection: Selection, blocs: Sequence[Bloc]) -> pd.DataFrame:
        """One row a bloc, in the order given; the selection's own organisations are set aside, its statuses are not.

        `bloc`; `members`: how many countries on the day `standing_on`; `mentions`; `share`: of the mentions of all
        countries under the selection, 0 to 1; `people_share`: of the people of the world, 0 to 1; `ratio`: the one over
        the other (NaN for a bloc without people). Blocs may overlap, so shares need not add up to 1.
        """
        now, whole = self._current(), replace(selection, organisations=())
        everywhere, on = row(now, whole, blocs_query.all_mentions)[0], standing_on(now, selection)
        held = [members_of(bloc, selection.statuses, on, now.memberships) for bloc in blocs]
        found = frame(now, whole, partial(_mentions_by_bloc, blocs=tuple(blocs), known=now.memberships))
        counts = dict(zip(found["bloc"], found["mentions"].astype(int), strict=True))
        rows = []
        for place, (bloc, members) in enumerate(zip(blocs, held, strict=True)):
            mentions, people = counts.get(place, 0), share_of_world(members)
            share = mentions / max(everywhere, 1)
            rows.append((bloc.name, len(members), mentions, share, people, share / people if people else np.nan))
        return pd.DataFrame(rows, columns=names_of("blocs"))

    def bloc_members(self, selection: Selection, bloc: Bloc) -> pd.DataFrame:
        """Who belongs to a bloc on the day `standing_on`, and whoever did when it was named; most mentions first.

        `iso3`, `name`; `status`: on that day, "" for a country that does not belong; `mentions`: on dates it did;
        `share`: of the mentions of all countries, 0 to 1; `people`, `people_share`: of the world's people, 0 to 1;
        `expected`: the mentions it would have if all people were named alike; `ratio`: `mentions` over that (NaN where
        no people are counted); `neglected`: a member on that day with a ratio below 1/2 and 10 expected at least.
        """
        now = self._current()
        everywhere = row(now, replace(selection, organisations=()), blocs_query.all_mentions)[0]
        counts = frame(now, bloc.of(selection), query.counts_by_country)
        mentions = dict(zip(counts["iso3"], counts["mentions"].astype(int), strict=True))
        held = members_of(bloc, selection.statuses, standing_on(now, selection), now.memberships)
        rows = []
        for iso3 in {**held, **mentions}:
            people = populations()[iso3].people
            part, said, status = share_of_world([iso3]), mentions.get(iso3, 0), held.get(iso3, "")
            expected = part * everywhere
            ratio = said / expected if expected else np.nan
            neglected = bool(status) and expected >= LEAST_EXPECTED and ratio < NEGLECTED
            told = (iso3, countries()[iso3].name, status, said, said / max(everywhere, 1))
            rows.append((*told, people, part, expected, ratio, neglected))
        table = pd.DataFrame(rows, columns=names_of("members of a bloc"))
        return table.sort_values(["mentions", "name"], ascending=[False, True], ignore_index=True)


def _mentions_by_bloc(question: Question, blocs: Sequence[Bloc], known: Memberships) -> str:
    return blocs_query.mentions_by_bloc(question, [standing(known, bloc.of(question.selection)) for bloc in blocs])


def members_of(bloc: Bloc, statuses: Sequence[str], on: date, known: Memberships) -> dict[str, str]:
    """The countries of a bloc on a day, by iso3 with their status: that in the first organisation they belong to.

    Raises LookupError for an organisation or a status nobody knows.
    """
    first, *others = (
        {period.iso3: period.status for period in known.members(code, on, statuses)} for code in bloc.organisations
    )
    if bloc.combine == "without":
        return {iso3: status for iso3, status in first.items() if not any(iso3 in other for other in others)}
    if bloc.combine == "all":
        return {iso3: status for iso3, status in first.items() if all(iso3 in other for other in others)}
    found: dict[str, str] = {}
    for one in (first, *others):
        for iso3, status in one.items():
            found.setdefault(iso3, status)
    return found
