"""Who is named with whom, counted a second time in plain Python, from sentences and paragraphs known beforehand."""

import random
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.atlas.answers import together
from geo.atlas.answers.chance import against_chance, weights
from geo.atlas.answers.together_counts import counted
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.world.countries import countries
from tests.atlas.conftest import DAYS, SAID, SOURCES, Sample, write
from tests.atlas.recount import Recount, extracted

WITHIN = ("sentence", "paragraph", "article")
SELECTIONS = [
    Selection(),
    Selection(sources=("AFP", "")),
    Selection(kinds=("country", "demonym")),
    Selection(organisations=("SCO", "CSTO")),
    Selection(until=date(2017, 6, 9), undated=False, uses=("actor",)),
    Selection(min_confidence=0.77),
    Selection(sources=("nobody",)),
]


def made(number):
    """An article of a number and, by paragraph, its sentences as (start, end)."""
    chance = random.Random(1000 + number)
    text, bounds = "", []
    for paragraph in range(chance.randint(1, 4)):
        text += "\n\n" if paragraph else ""
        inside = []
        for place, sentence in enumerate(chance.choices(SAID, k=chance.randint(1, 3))):
            text += " " if place else ""
            inside.append((len(text), len(text) + len(sentence)))
            text += sentence
        bounds.append(inside)
    told = {"id": f"t{number}", "text": text, "source": chance.choice(SOURCES)}
    if chance.random() < 0.8:
        told["date"] = chance.choice(DAYS)
    return told, bounds


@pytest.fixture(scope="module")
def paired(tmp_path_factory):
    """The atlas, its articles with their mentions, and each article's sentences by paragraph."""
    folder = tmp_path_factory.mktemp("together")
    articles = [made(number) for number in range(150)]
    file = write(folder / "articles.jsonl", [told for told, _ in articles])
    Build(folder / "atlas").run([file])
    bounds = {told["id"]: parts for told, parts in articles}
    return Sample(open_atlas(folder / "atlas"), file), extracted(file), bounds


class Places:
    """Which countries each sentence, paragraph or article names, as a selection counts them."""

    def __init__(self, read, bounds, selection, within):
        again = Recount(read, selection)
        self.named = defaultdict(set)
        self.mentions = defaultdict(list)
        for told, mentions in again.articles:
            day = date.fromisoformat(told["date"]) if told.get("date") else again.on
            for mention in mentions:
                if again._counts(mention, day):
                    place = (told["id"], *self._place(bounds[told["id"]], mention["start"], within))
                    self.named[place].add(mention["iso3"])
                    self.mentions[place].append(mention)
        self.places, self.articles = Counter(), defaultdict(set)
        for place, named in self.named.items():
            for pair in combinations(sorted(named), 2):
                self.places[pair] += 1
                self.articles[pair].add(place[0])

    @staticmethod
    def _place(bounds, start, within):
        if within == "article":
            return ()
        for paragraph, sentences in enumerate(bounds):
            for sentence, (first, last) in enumerate(sentences):
                if first <= start < last:
                    return (paragraph, sentence) if within == "sentence" else (paragraph,)
        raise AssertionError(start)

    def expected(self):
        """By proportional fitting of the whole table, the diagonal left out."""
        named = sorted({iso3 for pair in self.places for iso3 in pair})
        margins = {iso3: sum(n for pair, n in self.places.items() if iso3 in pair) for iso3 in named}
        table = {(one, two): 1.0 for one in named for two in named if one != two}
        for _ in range(3000):
            for axis in (0, 1):
                sums = Counter()
                for pair, value in table.items():
                    sums[pair[axis]] += value
                table = {pair: value * margins[pair[axis]] / sums[pair[axis]] for pair, value in table.items()}
        return table


@pytest.mark.parametrize("within", WITHIN)
@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_a_plain_recount_says_the_same(paired, selection, within):
    sample, read, bounds = paired
    again = Places(read, bounds, selection, within)
    expected = again.expected()
    for iso3 in ("KAZ", "RUS", "AFG", "GEO"):
        table = sample.atlas.together(selection, iso3, within)
        here = sum(iso3 in named for named in again.named.values())
        found = {pair[iso3 == pair[0]]: pair for pair in again.places if iso3 in pair}
        rows = {row["iso3"]: SimpleNamespace(**row) for row in table.to_dict("records")}
        assert {other: row.places for other, row in rows.items()} == {o: again.places[p] for o, p in found.items()}
        for other, row in rows.items():
            assert row.name == countries()[other].name
            assert row.articles == len(again.articles[found[other]])
            assert row.share == row.places / here
            assert row.expected == pytest.approx(expected[iso3, other], rel=0.02, abs=0.02)
            assert row.ratio == pytest.approx((row.places + 0.5) / (row.expected + 0.5))
            assert row.low < row.ratio < row.high
            enough = row.places >= 5 and row.articles >= 3
            assert row.tie == (
                "more" if row.low > 1 and enough else "less" if row.high < 1 and row.expected >= 5 else ""
            )
        assert list(table["places"]) == sorted(table["places"], reverse=True)


@pytest.mark.parametrize("within", WITHIN)
@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_a_matrix_holds_the_same_pairs(paired, selection, within):
    sample, read, bounds = paired
    again = Places(read, bounds, selection, within)
    only = ["UZB", "KAZ", "RUS", "AFG", "TJK", "KAZ"]
    table = sample.atlas.matrix(selection, only, within)
    pairs = {(row["iso3"], row["other"]): (row["places"], row["articles"]) for row in table.to_dict("records")}
    wanted = {pair: (n, len(again.articles[pair])) for pair, n in again.places.items() if set(pair) <= set(only)}
    assert pairs == wanted
    for row in table.to_dict("records"):
        listed = sample.atlas.together(selection, row["other"], within).set_index("iso3").loc[row["iso3"]]
        assert (row["expected"], row["tie"]) == (pytest.approx(listed["expected"]), listed["tie"])


@pytest.mark.parametrize("within", WITHIN)
def test_each_pair_opens_its_sentences(paired, within):
    sample, read, bounds = paired
    again = Places(read, bounds, Selection(), within)
    for pair in [("KAZ", "UZB"), ("CHN", "IRN"), ("AFG", "TJK")]:
        for one, two in (pair, pair[::-1]):
            pages = [
                sample.atlas.together_articles(Selection(), one, two, within, limit=5, offset=at)
                for at in range(0, 200, 5)
            ]
            listed = [row for page in pages for row in page.to_dict("records")]
            assert {row["article_id"] for row in listed} == again.articles[pair]
            assert len(listed) == len(again.articles[pair])
            assert sum(row["places"] for row in listed) == again.places[pair] > 0
            assert [row["places"] for row in listed] == sorted((row["places"] for row in listed), reverse=True)
        for row in listed[:10]:
            shown = sample.atlas.together_passages(Selection(), *pair, row["article_id"], within)
            spoken = [(passage.start + m.start, m.iso3) for passage in shown for m in passage.mentions]
            wanted = [
                (mention["start"], mention["iso3"])
                for place, mentions in again.mentions.items()
                if place[0] == row["article_id"] and set(pair) <= again.named[place]
                for mention in mentions
                if mention["iso3"] in pair
            ]
            assert sorted(spoken) == sorted(wanted)


def test_of_too_many_mentions_a_part_is_read(paired, monkeypatch):
    """The sums stay of the size of the whole, so that what is expected does not shrink with the part."""
    sample, read, bounds = paired
    everything = Places(read, bounds, Selection(), "article")
    monkeypatch.setattr(together, "_READ", sum(map(len, everything.mentions.values())) // 2)
    table = open_atlas(sample.atlas.path).together(Selection(), "RUS", "article").set_index("iso3")
    expected = everything.expected()
    often = [iso3 for iso3 in table.index if expected["RUS", iso3] > 20]
    assert len(often) > 3
    for iso3 in often:
        assert table.loc[iso3, "expected"] == pytest.approx(expected["RUS", iso3], rel=0.5)
    assert (table.loc[often, "expected"] != [expected["RUS", iso3] for iso3 in often]).all()


def test_the_sample_has_ties_and_pairs_that_are_none(paired):
    sample, *_ = paired
    ties = {tie for iso3 in ("RUS", "AFG", "KAZ") for tie in sample.atlas.together(Selection(), iso3, "article")["tie"]}
    assert {"more", ""} <= ties | set(sample.atlas.together(Selection(), "KAZ")["tie"])


def test_few_are_listed_where_few_are_asked_for(paired):
    sample, *_ = paired
    assert len(sample.atlas.together(Selection(), "RUS", limit=2)) == 2


def test_who_nobody_knows_is_an_error(paired):
    sample, *_ = paired
    with pytest.raises(LookupError):
        sample.atlas.together(Selection(), "XXX")
    with pytest.raises(LookupError):
        sample.atlas.matrix(Selection(), ["KAZ", "XXX"])
    with pytest.raises(LookupError):
        sample.atlas.together(Selection(organisations=("SOC",)), "KAZ")
    with pytest.raises(LookupError):
        sample.atlas.together_passages(Selection(), "XXX", "KAZ", "t1")
    assert sample.atlas.together_passages(Selection(), "KAZ", "UZB", "nobody") == []


@pytest.mark.parametrize("within", WITHIN)
def test_many_articles_are_read_in_pieces(paired, monkeypatch, within):
    sample, *_ = paired
    whole = sample.atlas.together(Selection(), "RUS", within)
    monkeypatch.setattr(together, "_AT_ONCE", 7)
    assert open_atlas(sample.atlas.path).together(Selection(), "RUS", within).equals(whole)


NAMED = st.tuples(st.integers(0, 5), st.integers(0, 3), st.sampled_from(["AFG", "KAZ", "RUS"]))


@settings(deadline=None)
@given(st.lists(st.lists(NAMED, max_size=30), max_size=3))
def test_places_are_counted_whatever_their_order(pieces):
    """Each piece holds articles of its own: number, sentence, country."""
    rows = [[(10 * at + number, sentence, iso3) for number, sentence, iso3 in piece] for at, piece in enumerate(pieces)]
    tables = [
        pa.table(
            {
                "place": pa.array([number << 20 | sentence for number, sentence, _ in piece], pa.int64()),
                "country": pa.array([iso3 for *_, iso3 in piece], pa.string()),
            }
        )
        for piece in rows
    ]
    told = {row.country: (row.places, row.articles) for row in counted(tables, "KAZ", 20).itertuples()}
    everything = {one for piece in rows for one in piece}
    theirs = {(number, sentence) for number, sentence, iso3 in everything if iso3 == "KAZ"}
    named = {one for one in everything if one[:2] in theirs}
    assert told == {
        iso3: (sum(one[2] == iso3 for one in named), len({one[0] for one in named if one[2] == iso3}))
        for iso3 in {one[2] for one in named}
    }


@settings(deadline=None)
@given(
    st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] < p[1]), st.integers(1, 60))
)
def test_what_chance_would_have_adds_up_to_what_there_is(pairs):
    margins = np.zeros(10)
    for (one, two), n in pairs.items():
        margins[[one, two]] += n
    found = weights(margins)
    # Where one country is in almost every pair the weights only approach a table; they never pass it.
    within = 1e-4 if 2 * margins.max() < 0.95 * margins.sum() else 0.25
    assert np.allclose(found * (found.sum() - found), margins, rtol=within, atol=1e-6)


@pytest.mark.parametrize(
    ("observed", "expected", "low", "high"),
    [
        # The ends of the gamma distribution itself (shape n + 1/2, rate e + 1/2, by SciPy 1.17).
        (1, 0.1, 0.1798, 7.790),
        (3, 0.0, 1.690, 16.01),
        (5, 1.0, 1.272, 7.307),
        (10, 10.0, 0.4897, 1.689),
        (100, 50.0, 1.620, 2.398),
    ],
)
def test_the_interval_is_that_of_its_gamma_distribution(observed, expected, low, high):
    ratio, least, most = against_chance(np.array([observed]), np.array([expected]))
    assert ratio[0] == pytest.approx((observed + 0.5) / (expected + 0.5))
    assert least[0] == pytest.approx(low, rel=0.04)
    assert most[0] == pytest.approx(high, rel=0.04)


def test_a_pair_seen_once_or_twice_is_never_more_than_chance():
    assert (against_chance(np.array([1, 2]), np.array([0.0, 0.0]))[1] < 1).all()
