"""The file of corrections: what is written is read, what is wrong is said, and nothing is rubbed out."""

from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.atlas.errors import AtlasError
from geo.corrections.corrected import Corrections
from geo.corrections.correction import Correction, Meaning, Reading, Scope, digest_of, from_json, signed, to_json
from geo.corrections.ledger import Ledger, read, write
from geo.toponyms.mention import KINDS, USES, Mention

WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)
CODES = st.none() | st.sampled_from(["USA", "GEO", "SUN", "XKX"])
DEGREES = st.none() | st.floats(-90, 90, allow_nan=False)
READINGS = st.builds(Reading, CODES, st.sampled_from(KINDS), WORDS, st.none() | st.just("NATO"), st.sampled_from(USES))
MEANINGS = st.builds(Meaning, CODES, st.sampled_from(KINDS), WORDS, DEGREES, DEGREES, st.none() | st.just("EU"))


@st.composite
def corrections(draw: st.DrawFn) -> Correction:
    scope: Scope = draw(st.sampled_from(["mention", "article", "everywhere"]))
    instead = draw(
        st.one_of(
            st.fixed_dictionaries({"meaning": MEANINGS}),
            st.just({"no_place": True}),
            st.fixed_dictionaries({"use": st.sampled_from(USES)}),
        )
    )
    where: dict[str, object] = {} if scope == "everywhere" else {"article": draw(WORDS)}
    if scope == "mention":
        start = draw(st.integers(0, 10_000))
        where |= {"start": start, "end": start + 5, "digest": digest_of(draw(WORDS))}
    made = Correction(scope, draw(WORDS), draw(READINGS), **instead, **where)  # type: ignore[arg-type]
    return signed(made, draw(WORDS), draw(WORDS))


@settings(deadline=None)
@given(corrections())
def test_a_correction_comes_back_from_its_line(one: Correction) -> None:
    assert from_json(orjson.loads(orjson.dumps(to_json(one)))) == one


@settings(deadline=None, max_examples=30)
@given(st.lists(corrections(), max_size=6, unique_by=lambda one: one.id), st.data())
def test_a_ledger_comes_back_from_its_file(tmp_path_factory, made, data) -> None:
    path = tmp_path_factory.mktemp("ledger") / "corrections.jsonl"
    ledger = Ledger().with_corrections(made)
    undone = data.draw(st.sets(st.sampled_from(made))) if made else set()
    for one in undone:
        ledger = ledger.without(one.id, "ann")
    write(path, ledger)
    assert read(path) == ledger
    assert list(ledger.active) == [one for one in made if one not in undone]
    assert len(path.read_bytes().splitlines()) == 1 + len(made) + len(undone)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"not json", "Line 2"),
        (b'{"correction":"a1"}', "it lacks 'read'"),
        (b'{"correction":"a1","scope":"everywhere","text":"X","read":{}}', "missing"),
        (
            b'{"correction":"a1","scope":"everywhere","text":"X","read":{"iso3":"geo","kind":"country","name":"X",'
            b'"organisation":null,"use":"place"},"instead":"no place"}',
            "is no country",
        ),
        (
            b'{"correction":"a1","scope":"everywhere","text":"X","read":{"iso3":"GEO","kind":"country","name":"X",'
            b'"organisation":null,"use":"place"}}',
            "it must say one thing",
        ),
    ],
    ids=["no-json", "no-reading", "half-a-reading", "no-country", "nothing-said"],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, line: bytes, said: str) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_bytes(b'{"dateline":"corrections","version":1}\n' + line + b"\n")
    with pytest.raises(AtlasError, match="mend the line or take it out") as wrong:
        read(path)
    assert said in str(wrong.value)


def test_a_file_of_another_version_is_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_bytes(b'{"dateline":"corrections","version":2}\n')
    with pytest.raises(AtlasError, match="its version is 2, and this Dateline reads 1"):
        read(path)


def test_of_several_the_narrowest_holds_and_of_these_the_latest() -> None:
    mention = Mention(0, 7, "Georgia", "GEO", "country", "place", "Georgia", why=("name GEO", "after “in”"))
    reading = Reading.of(mention)

    def said(iso3: str, scope: Scope = "everywhere", **where: object) -> Correction:
        made = Correction(scope, "Georgia", reading, meaning=Meaning(iso3, "country", iso3), **where)  # type: ignore[arg-type]
        return signed(made)

    wide, later = said("USA"), said("ARM")
    narrow = said("RUS", "article", article="a")
    exact = said("FRA", "mention", article="a", start=0, end=7, digest=digest_of("Georgia"))
    held = Corrections([exact, narrow, wide, later])
    assert held.applied("a", "Georgia", [mention])[0].iso3 == "FRA"
    assert held.applied("a", "Georgia changed", [mention])[0].iso3 == "RUS"
    assert held.applied("b", "Georgia", [mention])[0].iso3 == "ARM"
    assert Corrections([later, wide]).applied("b", "Georgia", [mention])[0].iso3 == "USA"
