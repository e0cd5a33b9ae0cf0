"""Corrections in force: foreseen, counted afterwards, applied by later builds, taken back without a trace."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.atlas.answers.correcting import as_read
from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.build import Build
from geo.atlas.errors import AtlasError
from geo.atlas.reading import shard
from geo.atlas.reading.readers import Readers
from geo.atlas.selection import Selection
from geo.atlas.writing.writer import sole_builder
from geo.corrections.correction import Correction, Meaning, Reading, Scope, digest_of, signed
from geo.corrections.ledger import FILE, ledger_of, write
from geo.toponyms.mention import Mention
from tests.corrections.conftest import ARTICLES, everything, recount, write_articles

STATE = Meaning("USA", "place", "Georgia", 32.75, -83.5)


def mention_at(atlas: Atlas, article: str, text: str, nth: int = 0) -> Mention:
    return [one for one in atlas.article(article).mentions if one.text == text][nth]


def correction(atlas: Atlas, scope: Scope, article: str, text: str, nth: int = 0, **instead: object) -> Correction:
    mention = mention_at(atlas, article, text, nth)
    made = Correction(scope, text, Reading.of(as_read(mention, atlas.corrections())), **instead)  # type: ignore[arg-type]
    if scope != "everywhere":
        made = replace(made, article=article)
    if scope == "mention":
        words = atlas.article(article).article.text
        made = replace(made, start=mention.start, end=mention.end, digest=digest_of(words))
    return signed(made, "ann", "she knows")


def follow(atlas: Atlas, one: Correction) -> None:
    Build(atlas.path).run([], lambda now: now.with_corrections([one]))


def undo(atlas: Atlas, one: Correction) -> None:
    Build(atlas.path).run([], lambda now: now.without(one.id, "ann"))


CASES = [
    ("everywhere", "country", "Georgia", {"meaning": STATE}, 4),
    ("article", "country", "Georgia", {"meaning": STATE}, 2),
    ("mention", "country", "Georgia", {"meaning": STATE}, 1),
    ("everywhere", "jordan", "Jordan", {"no_place": True}, 2),
    ("mention", "both", "Moscow", {"use": "name"}, 1),
    ("mention", "both", "Moscow", {"use": "place"}, 1),
]


@pytest.mark.parametrize(("scope", "article", "text", "instead", "mentions"), CASES)
def test_what_is_said_beforehand_is_what_is_counted_afterwards(
    atlas: Atlas, scope: Scope, article: str, text: str, instead: dict[str, object], mentions: int
) -> None:
    one = correction(atlas, scope, article, text, **instead)
    before = recount(atlas)
    told = atlas.consequences(atlas.corrections().with_corrections([one]))
    assert told.mentions == mentions
    assert everything(atlas) == everything(open_atlas(atlas.path)), "asking changes nothing"
    follow(atlas, one)
    after = recount(atlas)
    changed = {iso3 for iso3 in {*before, *after} if before.get(iso3, (0, 0))[0] != after.get(iso3, (0, 0))[0]}
    assert {change.iso3 for change in told.countries} == changed
    for change in told.countries:
        was, now = before.get(change.iso3, (0, 0)), after.get(change.iso3, (0, 0))
        assert (change.mentions, change.articles) == ((was[0], now[0]), (was[1], now[1]))
    table = atlas.countries(Selection())
    assert {row.iso3: (row.mentions, row.articles) for row in table.itertuples()} == after


def test_a_corrected_mention_says_so(atlas: Atlas) -> None:
    one = correction(atlas, "mention", "country", "Georgia", meaning=STATE)
    follow(atlas, one)
    first, second = (mention_at(atlas, "country", "Georgia", nth) for nth in (0, 1))
    assert (first.iso3, first.kind, first.confidence, first.lat) == ("USA", "place", 1.0, 32.75)
    assert first.why[0] == "corrected by a reader: place Georgia USA, not country Georgia GEO"
    assert f"correction {one.id}" in first.why
    assert second.iso3 == "GEO"
    assert not [reason for reason in second.why if "correct" in reason]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_correcting_and_undoing_leaves_every_table_as_it_was(atlas: Atlas, data: st.DataObject) -> None:
    article = data.draw(st.sampled_from(sorted(set(ARTICLES) - {"none"})))
    found = atlas.article(article).mentions
    at = data.draw(st.sampled_from(range(len(found))))
    nth = sum(1 for one in found[:at] if one.text == found[at].text)
    instead = data.draw(
        st.sampled_from([{"meaning": STATE}, {"no_place": True}, {"use": "name"}, {"use": "actor"}, {"use": "place"}])
    )
    scope: Scope = data.draw(st.sampled_from(["mention", "article", "everywhere"]))
    before = everything(atlas)
    one = correction(atlas, scope, article, found[at].text, nth, **instead)
    follow(atlas, one)
    assert everything(atlas) != before
    undo(atlas, one)
    assert everything(atlas) == before


def test_the_narrower_correction_holds_and_the_wider_comes_back(atlas: Atlas) -> None:
    wide = correction(atlas, "everywhere", "country", "Georgia", meaning=STATE)
    follow(atlas, wide)
    narrow = correction(atlas, "article", "both", "Georgia", meaning=Meaning("GEO", "country", "Georgia"))
    assert atlas.consequences(atlas.corrections().with_corrections([narrow])).mentions == 1
    follow(atlas, narrow)
    assert [mention_at(atlas, id, "Georgia").iso3 for id in ("country", "both", "jordan")] == ["USA", "GEO", "USA"]
    assert atlas.consequences(atlas.corrections().without(wide.id)).mentions == 3
    undo(atlas, narrow)
    assert mention_at(atlas, "both", "Georgia").iso3 == "USA"


def test_meaning_and_use_are_corrected_apart(atlas: Atlas) -> None:
    follow(atlas, correction(atlas, "everywhere", "both", "Moscow", use="place"))
    follow(
        atlas, correction(atlas, "mention", "both", "Moscow", meaning=Meaning("USA", "place", "Moscow", 46.7, -117.0))
    )
    both = mention_at(atlas, "both", "Moscow")
    assert (both.iso3, both.use) == ("USA", "place")
    assert len([reason for reason in both.why if reason.startswith("correction ")]) == 2


def test_a_later_build_applies_what_was_corrected(atlas: Atlas, tmp_path: Path) -> None:
    follow(atlas, correction(atlas, "everywhere", "country", "Georgia", meaning=STATE))
    more = write_articles(tmp_path / "more.jsonl", {"new": "Georgia and Armenia met in Tbilisi, officials said."})
    Build(atlas.path).run([more])
    assert mention_at(atlas, "new", "Georgia").iso3 == "USA"


def test_workers_apply_it_as_one_process_does(atlas: Atlas, tmp_path: Path) -> None:
    one = correction(atlas, "everywhere", "country", "Georgia", meaning=STATE)
    other = tmp_path / "other"
    Build(other).run([tmp_path / "articles.jsonl"])
    follow(atlas, one)
    Build(other, readers=Readers(2)).run([], lambda _: ledger_of(atlas.path))
    assert everything(open_atlas(other)) == everything(atlas)


def test_a_change_of_the_file_by_hand_is_put_in_force_by_the_next_build(atlas: Atlas) -> None:
    before = everything(atlas)
    one = correction(atlas, "everywhere", "country", "Georgia", meaning=STATE)
    write(atlas.path / FILE, atlas.corrections().with_corrections([one]))
    assert Build(atlas.path).run([]).replaced == 3
    assert mention_at(atlas, "country", "Georgia").iso3 == "USA"
    (atlas.path / FILE).unlink()
    assert Build(atlas.path).run([]).replaced == 3
    assert everything(atlas) == before


def test_a_source_that_brings_a_corrected_article_anew_does_not_double_it(atlas: Atlas, tmp_path: Path) -> None:
    one = correction(atlas, "everywhere", "country", "Georgia", meaning=STATE)
    changed = {**ARTICLES, "country": "Georgia and Armenia agreed, Tbilisi said."}
    Build(atlas.path).run(
        [write_articles(tmp_path / "articles.jsonl", changed)], lambda now: now.with_corrections([one])
    )
    table = atlas.countries(Selection())
    assert {row.iso3: (row.mentions, row.articles) for row in table.itertuples()} == recount(atlas, changed)
    assert mention_at(atlas, "country", "Georgia").iso3 == "USA"


def test_an_article_that_changed_drops_the_correction_of_its_mention(atlas: Atlas, tmp_path: Path) -> None:
    one = correction(atlas, "mention", "country", "Georgia", meaning=STATE)
    follow(atlas, one)
    assert atlas.misfits() == []
    changed = {**ARTICLES, "country": ARTICLES["country"] + " Georgia waits."}
    Build(atlas.path).run([write_articles(tmp_path / "articles.jsonl", changed)])
    assert mention_at(atlas, "country", "Georgia").iso3 == "GEO"
    assert atlas.misfits() == [(one, "its article has changed since")]


def test_another_build_is_not_disturbed(atlas: Atlas) -> None:
    one = correction(atlas, "everywhere", "country", "Georgia", meaning=STATE)
    with sole_builder(atlas.path), pytest.raises(AtlasError, match="Another build is writing"):
        follow(atlas, one)
    assert not (atlas.path / FILE).exists()


def test_a_build_that_fails_puts_the_former_corrections_back(atlas: Atlas) -> None:
    first = correction(atlas, "mention", "jordan", "Jordan", no_place=True)
    follow(atlas, first)
    before = everything(atlas)
    second = correction(atlas, "everywhere", "country", "Georgia", meaning=STATE)

    def stop(articles: int, text: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Build(atlas.path, progress=stop).run([], lambda now: now.with_corrections([second]))
    assert atlas.corrections().active == (first,)
    Build(atlas.path).run([])
    assert everything(open_atlas(atlas.path)) == before


def test_a_build_that_was_killed_is_made_good_by_the_next(atlas: Atlas) -> None:
    """Killed between writing the file and reading the articles: the file says one thing and the tables another."""
    from geo.atlas.writing.in_force import in_force

    one = correction(atlas, "everywhere", "country", "Georgia", meaning=STATE)
    held = in_force(atlas.path, lambda now: now.with_corrections([one]))
    held.__enter__()  # and never left
    assert mention_at(atlas, "country", "Georgia").iso3 == "GEO"
    Build(atlas.path).run([])
    assert mention_at(atlas, "country", "Georgia").iso3 == "USA"
    undo(atlas, one)
    assert mention_at(atlas, "country", "Georgia").iso3 == "GEO"


def test_an_article_that_could_not_be_read_again_is_tried_by_the_next_build(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, before = correction(atlas, "article", "country", "Georgia", meaning=STATE), recount(atlas)
    with monkeypatch.context() as patch:
        patch.setattr(shard, "_mentions", lambda texts: [RuntimeError("broken")] * len(texts))
        assert Build(atlas.path).run([], lambda now: now.with_corrections([one])).refused == 1
    assert recount(atlas) == before
    assert "broken" in atlas.refusals()["reason"].str.cat()
    assert Build(atlas.path).run([]).replaced == 1
    assert recount(atlas)["USA"][0] == before["USA"][0] + 2
    assert "broken" not in atlas.refusals()["reason"].str.cat()
    assert Build(atlas.path).run([]).replaced == 0


def test_corrections_that_were_kept_begin_an_atlas_anew(atlas: Atlas, tmp_path: Path) -> None:
    one = correction(atlas, "article", "country", "Georgia", meaning=STATE)
    follow(atlas, one)
    (tmp_path / "anew").mkdir()
    (tmp_path / "anew" / FILE).write_bytes((atlas.path / FILE).read_bytes())
    Build(tmp_path / "anew").run([tmp_path / "articles.jsonl"])
    assert recount(open_atlas(tmp_path / "anew")) == recount(atlas)


def test_readers_may_ask_while_it_is_put_in_force(atlas: Atlas) -> None:
    one = correction(atlas, "everywhere", "country", "Georgia", meaning=STATE)
    possible = {atlas.totals(Selection()).mentions}
    seen: list[int] = []
    worker = threading.Thread(target=follow, args=(atlas, one))
    worker.start()
    while worker.is_alive():
        seen.append(int(atlas.countries(Selection()).set_index("iso3").loc["USA", "mentions"]))
    worker.join()
    after = int(atlas.countries(Selection()).set_index("iso3").loc["USA", "mentions"])
    assert set(seen) <= {after - 4, after}
    assert atlas.totals(Selection()).mentions in possible


def test_two_readers_at_once_take_nothing_from_each_other(atlas: Atlas) -> None:
    """Both see the page before either has kept anything."""
    first = correction(atlas, "everywhere", "country", "Georgia", meaning=STATE)
    second = correction(atlas, "mention", "jordan", "Jordan", no_place=True)
    foreseen = [atlas.consequences(atlas.corrections().with_corrections([one])).mentions for one in (first, second)]
    assert foreseen == [4, 1]
    follow(atlas, first)
    follow(atlas, second)
    assert atlas.corrections().active == (first, second)
    assert (mention_at(atlas, "country", "Georgia").iso3, mention_at(atlas, "jordan", "Jordan").iso3) == ("USA", None)
    undo(atlas, first)
    with pytest.raises(LookupError, match="There is no correction"):
        undo(atlas, first)
    assert atlas.corrections().active == (second,)
