"""A selection in SQL: the conditions and the tables that its statements are put together from.

What the user chose reaches DuckDB as parameters alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from geo.atlas.answers.standing import Stretch
from geo.atlas.answers.story_query import all_told_once, articles_told_once, later, mentions_told_once
from geo.atlas.kept.certainty import step_of
from geo.atlas.kept.masks import mask_of
from geo.atlas.kept.tables import ANY_ARTICLE, MASKS
from geo.atlas.selection import Selection
from geo.toponyms.mention import KINDS, USES

Level = Literal["day", "source"]  # of sums; without one, the coarsest that can answer

_DAY = timedelta(1)
_MOST_MONTHS = 24  # read by the day; beyond that, all months are


@dataclass
class Question:
    """A selection as an edition understands it.

    `standing_on` decides for undated articles; `span` is of the archive's dated articles, and `standing`, by iso3, says
    when a country belongs as the selection asks. No article has a higher number than `numbers`. `parameters` grows with
    the conditions that are asked for.
    """

    selection: Selection
    standing_on: date
    span: tuple[date, date] | None = None
    standing: dict[str, list[Stretch]] = field(default_factory=dict)
    numbers: int = 0
    parameters: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._uses = self.selection.uses or tuple(use for use in USES if use != "name")
        self._kinds = self.selection.kinds or KINDS
        self._step = step_of(self.selection.min_confidence)
        self._by_story = self.selection.by == "story"

    @property
    def mask(self) -> int:
        """The bits of the kinds and uses chosen."""
        return mask_of(self._kinds, self._uses)

    @property
    def step(self) -> int:
        """The step of confidence asked for, 0 where it is none."""
        return self._step or 0

    @property
    def unnamed(self) -> bool:
        """Whether any name counts, of whatever kind, use and confidence, so that `mentions` of a row are its count."""
        return self._step == 0 and self.mask == mask_of(KINDS, (use for use in USES if use != "name"))

    @property
    def by_day(self) -> bool:
        """Whether the sums can answer; a confidence between their steps stands with the single mentions alone."""
        return self._step is not None

    def articles(self) -> str:
        """Of rows with key, date and source: those of the period and the sources, by story each story's first alone."""
        held = self.held()
        return f"{held} AND key NOT IN {self._left_out()}" if self._by_story else held

    def held(self) -> str:
        """Of rows with date, and source where one is chosen: those of the period and the sources, copies too."""
        return f"{self._period()} AND {self._sources()}"

    def countries(self) -> str:
        """Of rows with date and country: those whose country, on that date, belongs as the selection asks."""
        if not self.selection.organisations:
            return "country IS NOT NULL"
        always, at_times = self._members()
        if not always and not at_times:
            return "false"
        # The cheap condition first: a table's row groups are skipped by it, and few rows are left for the other.
        return f"({self._one_of('belonging', [*always, *at_times])} AND {self._on_their_days(at_times, others=True)})"

    def countries_apart(self) -> list[str]:
        """What `countries` says as conditions that exclude one another; the first of them asks nothing of a row's day.

        For where rows are many: to read a part of a table for each is quicker than to look at every row's day.
        """
        if not self.selection.organisations:
            return [self.countries()]
        always, at_times = self._members()
        parts = [self._one_of("always", always)] if always else []
        if at_times:
            at_all = self._one_of("at_times", list(at_times))
            parts.append(f"{at_all} AND {self._on_their_days(at_times, others=False)}")
        return parts or ["false"]

    def _members(self) -> tuple[list[str], dict[str, list[Stretch]]]:
        """The countries that belong on all days asked for; of others that belong on some, from when to when."""
        first, last = self._days()
        always: list[str] = []
        at_times: dict[str, list[Stretch]] = {}
        for iso3, stretches in self.standing.items():
            touching = [(start, end) for start, end in stretches if start <= last and first < end]
            if any(start <= first and last < end for start, end in touching):
                always.append(iso3)
            elif touching:
                at_times[iso3] = touching
        return always, at_times

    def _one_of(self, name: str, countries: Sequence[str]) -> str:
        """The country is one of these. Joined with a list, many of them cost less to plan and to read than an IN."""
        self.parameters[name] = list(countries)
        return f"country IN (SELECT unnest(${name}))"

    def _on_their_days(self, at_times: Mapping[str, Sequence[Stretch]], others: bool) -> str:
        """Of rows of these countries: those of the days they belong; of other countries all rows or none."""
        cases = []
        for place, (iso3, stretches) in enumerate(at_times.items()):
            days: list[str] = []
            for start, end in stretches:
                since, before = (f"{bound}_{place}_{len(days)}" for bound in ("from", "before"))
                self.parameters |= {since: start, before: end, "on": self.standing_on}
                days.append(f"(coalesce(date, $on) >= ${since} AND coalesce(date, $on) < ${before})")
            self.parameters[f"at_times_{place}"] = iso3
            cases.append(f"WHEN country = $at_times_{place} THEN {' OR '.join(days)}")
        return f"CASE {' '.join(cases)} ELSE {str(others).lower()} END" if cases else str(others).lower()

    def mentions(self) -> str:
        """Of single mentions: those of the kinds, the uses and the confidence."""
        conditions = [self._among('"use"', self._uses) if self.selection.uses else "\"use\" <> 'name'"]
        if self.selection.kinds:
            conditions.append(self._among("kind", self._kinds))
        if self.selection.min_confidence > 0:
            self.parameters["confidence"] = self.selection.min_confidence
            conditions.append("confidence >= $confidence")
        return " AND ".join(conditions)

    def single_mentions(self) -> str:
        """All conditions at once, for the table of single mentions."""
        return f"{self.articles()} AND {self.countries()} AND {self.mentions()}"

    def named(self) -> str:
        """Of `article_countries`: the articles that name the country in one of the kinds and uses, surely enough."""
        return self._masked(MASKS[self._step or 0])

    def how_many_numbers(self) -> str:
        """Of rows with number: how many different ones, as a row of bits, which is quicker than by a table of them."""
        self.parameters["numbers"] = self.numbers
        return "coalesce(bit_count(bitstring_agg(number, 0::BIGINT, $numbers::BIGINT)), 0)::BIGINT"

    def narrow(self, iso3: str) -> None:
        """Ask of the country alone, as $country: when others belong cuts no month in two."""
        self.standing = {one: held for one, held in self.standing.items() if one == iso3}
        self.parameters["country"] = iso3

    @property
    def by_month(self) -> bool:
        """Whether sums of all articles by the month answer, but for some months that are cut in two."""
        whole = not (self._by_story or self.selection.sources or self.selection.search.strip())
        return self.by_day and whole and len(self._broken_months()) <= _MOST_MONTHS

    def whole_months(self) -> str:
        """Of rows by the month: those of months that nothing cuts in two."""
        months = self._cut_in_two()
        return f"(date IS NULL OR date NOT IN ({', '.join(months)}))" if months else "true"

    def cut_months(self) -> str:
        """Of rows by the day: those of the months that are cut in two; empty where none is."""
        days = [f"(date >= {month} AND date < {following})" for month, following in self._cut_in_two().items()]
        return f"({' OR '.join(days)})" if days else ""

    def named_in_sums(self) -> str:
        """Of sums with mask and band: those of the kinds and uses, surely enough."""
        self.parameters["step"] = self._step
        return f"{self._masked('mask')} AND band >= $step"

    def summed_mentions(self, level: Level | None = None) -> str:
        """FROM and WHERE of the sums of mentions: columns date, country, capital, mentions, and source at need."""
        chosen = f"{self.countries()} AND {self.named_in_sums()}"
        return f"FROM {self._sums('mentions', level)} WHERE {self.held()} AND {chosen}"

    def summed_articles(self, whole: bool = False, level: Level | None = None) -> str:
        """FROM and WHERE of the sums of articles: those that name each country, or of `whole` any country at all."""
        self.parameters["step"] = self._step
        chosen = f"{'country IS NULL' if whole else self.countries()} AND step = $step AND {self._masked('mask')}"
        return f"FROM {self._sums('articles', level)} WHERE {self.held()} AND {chosen}"

    def all_articles(self, level: Level = "day") -> str:
        """FROM and WHERE of the sums of all articles of the period and sources, whatever they name."""
        sums = f"{'source' if self.selection.sources else level}_articles"
        if self._by_story:
            sums = all_told_once(sums, self._left_out())
        return f"FROM {sums} WHERE step = {ANY_ARTICLE} AND {self.held()}"

    def _masked(self, column: str) -> str:
        self.parameters["mask"] = self.mask
        return f"({column} & $mask) <> 0"

    def _period(self) -> str:
        chosen = self.selection
        if not (chosen.since or chosen.until):
            return "true"
        self.parameters |= {"since": chosen.since or date.min, "until": chosen.until or date.max}
        dated = "date BETWEEN $since AND $until"
        return f"(date IS NULL OR {dated})" if chosen.undated else dated

    def _sources(self) -> str:
        if not self.selection.sources:
            return "true"
        return self._among("source", self.selection.sources)

    def _among(self, column: str, values: Sequence[str]) -> str:
        """The column is one of the values; each is a parameter of its own, which a file's minima can be held to."""
        names = {f"{column.strip(chr(34))}_{place}": value for place, value in enumerate(values)}
        self.parameters |= names
        return f"{column} IN ({', '.join(f'${name}' for name in names)})"

    def _sums(self, count: str, level: Level | None) -> str:
        """The coarsest table that can answer; by story, with what later copies add taken off it."""
        if not self._by_story:
            return self._summed(count, level)
        if level != "source" and self._of_all_articles:
            return self._summed(count, level, "told_")
        sums, held, searched = self._summed(count, level), self.held(), bool(self.selection.search.strip())
        if count == "mentions":
            return mentions_told_once(sums, held, searched)
        return articles_told_once(sums, self._step or 0, held, searched)

    @property
    def _of_all_articles(self) -> bool:
        """Whether no filter leaves out an article as such."""
        chosen = self.selection
        return not (chosen.since or chosen.until or chosen.sources or chosen.search.strip())

    def _left_out(self) -> str:
        """The keys of the articles that a count by story leaves out."""
        if self._of_all_articles:
            return "(SELECT key FROM places WHERE place > 1)"
        return later(self.held(), bool(self.selection.search.strip()))

    def _summed(self, count: str, level: Level | None, told: str = "") -> str:
        """The coarsest table that can answer: months, but by the day those in which something begins or ends."""
        if level == "source" or self.selection.sources:
            return f"source_{count}"
        if level or len(self._broken_months()) > _MOST_MONTHS:
            return f"{told}day_{count}"
        cut = self.cut_months()
        if not cut:
            return f"{told}month_{count}"
        return f"""(SELECT * FROM {told}month_{count} WHERE {self.whole_months()}
            UNION ALL SELECT * FROM {told}day_{count} WHERE {cut})"""

    def _cut_in_two(self) -> dict[str, str]:
        """The parameters of the first day of each month that is cut in two, and of the day after its last."""
        months = sorted(self._broken_months())
        for place, month in enumerate(months):
            self.parameters |= {f"month_{place}": month, f"next_{place}": _next_month(month)}
        return {f"$month_{place}": f"$next_{place}" for place in range(len(months))}

    def _days(self) -> tuple[date, date]:
        """The first and the last day that an article of the selection can be of, by its date or as undated."""
        chosen, on = self.selection, self.standing_on
        first, last = self.span or (on, on)
        first, last = max(first, chosen.since or first), min(last, chosen.until or last)
        return min(first, on), max(last, on)

    def _broken_months(self) -> set[date]:
        """The months, by their first day, that a period or a membership cuts in two."""
        first, last = self._days()
        cuts = {self.selection.since, self.selection.until and _after(self.selection.until)}
        cuts |= {day for stretches in self.standing.values() for stretch in stretches for day in stretch}
        # A sum by the month is dated the 1st: it misses a cut before the archive's first day, in the same month, too.
        begun = first.replace(day=1)
        return {day.replace(day=1) for day in cuts if day and day.day > 1 and begun <= day <= _after(last)}


def _after(day: date) -> date:
    return day + _DAY if day < date.max else day


def _next_month(month: date) -> date:
    return (month + timedelta(31)).replace(day=1) if month < date.max.replace(day=1) else date.max
