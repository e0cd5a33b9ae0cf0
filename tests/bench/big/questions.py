"""What people ask of a large atlas: selections drawn at random, and the clock on each of its answers."""

import math
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.kept.certainty import STEPS
from geo.atlas.selection import Selection
from geo.toponyms.mention import KINDS, USES
from geo.world.memberships import statuses

SELECTIONS, ARTICLES, OPENINGS, THREADS, EACH = 200, 200, 20, 10, 20
_FILTERED = 0.35  # how often each of the filters is set


@dataclass(frozen=True)
class Cost:
    """What an answer took, in milliseconds: by the clock, and of the processor, all cores added up."""

    clock: float
    processor: float


@dataclass
class Times:
    """What each question cost; `rows`: how many rows there are in the tables the map is read from."""

    articles: int
    mentions: int
    rows: dict[str, int]
    taken: dict[str, list[Cost]] = field(default_factory=dict)

    def quantile(self, question: str, share: float, of: Literal["clock", "processor"] = "clock") -> float:
        """The smallest time that this share of the answers took at most."""
        times = sorted(getattr(cost, of) for cost in self.taken[question])
        return times[math.ceil(share * len(times)) - 1]


def selection(chance: random.Random, atlas: Atlas) -> Selection:
    """A selection with any of the filters; sources by their share of the archive, periods of a day to all years."""

    def some(of: tuple[str, ...] | list[str], most: int) -> tuple[str, ...]:
        return tuple(chance.sample(of, chance.randint(1, min(most, len(of))))) if chance.random() < _FILTERED else ()

    first, last = atlas.span() or (date(2015, 1, 1), date(2024, 12, 31))
    days = (last - first).days
    since = until = None
    if chance.random() < _FILTERED:
        length = int(days ** chance.random())
        since = first + timedelta(chance.randint(0, max(days - length, 0)))
        until = since + timedelta(length)
    sources = atlas.sources()
    by_share = tuple({sources[int(len(sources) ** chance.random()) - 1] for _ in range(chance.randint(1, 3))})
    belonging = tuple(
        code for code in atlas.memberships.organisations if atlas.memberships.members(code, last, ("member",))
    )
    return Selection(
        organisations=some(belonging, 3),
        combine=chance.choice(["any", "all", "without"]),
        statuses=some(list(statuses()), 2) or ("member",),
        since=since,
        until=until,
        undated=chance.random() < 0.7,
        sources=by_share if chance.random() < _FILTERED else (),
        kinds=some(KINDS, 3),
        uses=some([use for use in USES if use != "name"], 2),
        min_confidence=chance.choice(STEPS[1:]) if chance.random() < _FILTERED else 0.0,
    )


def measure(place: Path) -> Times:
    """Put all questions to the atlas; no selection is asked twice, so that nothing is remembered from before."""
    chance = random.Random(2024)
    openings = [_clocked(lambda: open_atlas(place)) for _ in range(OPENINGS)]
    atlas = open_atlas(place)
    whole = atlas.totals(Selection())
    times = Times(whole.articles, whole.mentions, _rows(atlas), {"opening": openings})
    asked = _selections(chance, atlas)
    _map(atlas, next(asked))
    times.taken["map"] = [_clocked(lambda: _map(atlas, next(asked))) for _ in range(SELECTIONS)]
    countries = atlas.countries(Selection())["iso3"].tolist()

    def page() -> None:
        # As often one of the ten most spoken of, whose pages cost most, as any other.
        named = chance.choice(countries[:10] if chance.random() < 0.5 else countries)
        atlas.articles(next(asked), named)

    page()
    times.taken["page"] = [_clocked(page) for _ in range(SELECTIONS)]
    numbers = iter(chance.sample(range(whole.articles), ARTICLES + 1))

    def article() -> None:
        atlas.article(f"article-{next(numbers)}")

    article()
    times.taken["article"] = [_clocked(article) for _ in range(ARTICLES)]
    together = [[next(asked) for _ in range(EACH)] for _ in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as readers:
        done = readers.map(lambda mine: [_clocked(lambda one=one: _map(atlas, one)) for one in mine], together)
        times.taken["together"] = [taken for one in done for taken in one]
    return times


def _selections(chance: random.Random, atlas: Atlas) -> Iterator[Selection]:
    seen: set[Selection] = set()
    while True:
        one = selection(chance, atlas)
        if one not in seen:
            seen.add(one)
            yield one


def _map(atlas: Atlas, asked: Selection) -> None:
    """The numbers the dashboard draws a map from."""
    atlas.totals(asked)
    atlas.countries(asked)
    atlas.capitals(asked)


def _clocked(ask: Callable[[], object]) -> Cost:
    begun, started = time.process_time(), time.perf_counter()
    ask()
    return Cost((time.perf_counter() - started) * 1000, (time.process_time() - begun) * 1000)


def _rows(atlas: Atlas) -> dict[str, int]:
    tables = [f"{level}_{count}" for level in ("month", "day", "source") for count in ("mentions", "articles")]
    cursor = atlas._current().cursor()
    return {name: cursor.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in tables}
