"""Scores that can be worked out by hand."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from geo.command.evaluate import evaluate
from geo.evaluation.comparison import compare, tally
from geo.evaluation.counts import spearman
from geo.evaluation.figures import Score, score
from geo.evaluation.gold import Document, EvaluationError, Mark, read_gold
from geo.evaluation.predictions import Prediction, Run, cut, read_run, write_run
from geo.evaluation.reliability import miscalibration, reliability
from geo.evaluation.words import Words

TEXT = "Moscow said Chinese troops left Paris, Texas, for the Moscow Times."
RUS, CHN, USA = "RUS", "CHN", "USA"


def at(name: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(name, start + 1)
    return start, start + len(name)


def mark(name: str, iso3: str | None, kind: str, use: str = "", nth: int = 0) -> Mark:
    return Mark(*at(name, nth), iso3, kind, use or None)


MARKS = [
    mark("Moscow", RUS, "capital", "actor"),
    mark("Chinese", CHN, "demonym", "modifier"),
    mark("Paris", USA, "place", "place"),
    mark("Texas", USA, "place", "place"),
    mark("Moscow", RUS, "capital", "name", nth=1),
]
DOCUMENT = Document("one", "mine", TEXT, MARKS)


def scored(predictions: list[Prediction], document: Document = DOCUMENT) -> Score:
    return score([document], {document.id: predictions}, Words.shipped())


def test_one_mention_for_two_marks_of_its_country() -> None:
    core = scored([Prediction(at("Paris")[0], at("Texas")[1], USA)]).of("mine", "core")
    assert (core.precision, core.recall, core.marks) == (1.0, 2 / 4, 4)


def test_the_wrong_country_is_wrong_and_finds_nothing() -> None:
    core = scored([Prediction(*at("Paris"), "FRA")]).of("mine", "core")
    assert (core.precision, core.recall, core.f1) == (0.0, 0.0, 0.0)


def test_a_demonym_counts_on_the_full_track_alone() -> None:
    result = scored([Prediction(*at("Chinese"), CHN, "demonym")])
    assert not result.of("mine", "core").judgements[0].counted
    assert result.of("mine", "all").recall == 1 / 5


def test_a_label_cannot_dodge_an_error() -> None:
    words = Words.shipped()
    assert words.is_demonym("Chinese", "country")
    assert not words.is_demonym("Moscow", "demonym")
    assert not words.is_demonym("Sudan", "demonym")
    assert words.is_demonym("Manitobans", "demonym")
    assert not words.is_demonym("Manitobans", "place")


def test_names_inside_names_are_left_out_where_nobody_marks_them() -> None:
    marks = [mark("Moscow", RUS, "capital"), mark("Texas", USA, "place")]
    document = Document("one", "lgl", TEXT, marks)
    inside = Prediction(*at("Moscow", 1), RUS, "capital", "name")
    assert not scored([inside], document).of("lgl", "core").judgements[0].counted
    outside = Prediction(*at("Moscow", 1), RUS, "capital", "place")
    assert scored([outside], document).of("lgl", "core").judgements[0].wrong == [outside]


def test_ignored_spans_and_impossible_ones() -> None:
    document = Document("one", "mine", TEXT, [], [at("Paris")])
    predictions = [
        Prediction(*at("Paris"), USA),
        Prediction(5, 5, RUS),
        Prediction(3, 10_000, RUS),
        Prediction(0, 6, None),
    ]
    assert not scored(predictions, document).of("mine", "core").judgements[0].counted


def test_uses_of_marks_that_were_found() -> None:
    uses = scored(
        [
            Prediction(*at("Moscow"), RUS, "capital", "actor"),
            Prediction(*at("Paris"), USA, "place", "place"),
            Prediction(*at("Texas"), USA, "place", "modifier"),
            Prediction(*at("Moscow", 1), RUS, "capital", "name"),
        ]
    ).uses["mine"]
    assert (uses.mentions, uses.right) == (4, 3 / 4)
    assert uses.f1 == {"place": 2 / 3, "actor": 1.0, "modifier": 0.0, "name": 1.0}
    assert uses.macro_f1 == pytest.approx((2 / 3 + 2) / 4)


def test_focus_and_sets_of_countries() -> None:
    about = scored([Prediction(*at("Texas"), USA), Prediction(*at("Times"), "FRA")]).of("mine", "all").documents
    assert (about.precision, about.recall, about.focus) == (1 / 2, 1 / 3, 1.0)
    tied = scored([Prediction(*at("said"), "FRA"), Prediction(*at("Texas"), USA)]).of("mine", "all").documents
    assert tied.focus == 0.0, "of equals the country named first is the focus"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [([1, 2, 3], [10, 20, 30], 1.0), ([1, 2, 3], [3, 2, 1], -1.0), ([1, 1, 2], [1, 1, 2], 1.0)],
)
def test_rank_correlation(one: list[float], other: list[float], expected: float) -> None:
    assert spearman(one, other) == pytest.approx(expected)


def test_reliability_of_confidence() -> None:
    wrong = [Prediction(*at("said"), "FRA", confidence=0.75)]
    right = [Prediction(*at(name), USA, confidence=0.75) for name in ("Paris", "Texas")]
    bins = reliability(scored(wrong + right).fullest)
    assert [(one.least, one.mentions, one.confidence, one.right) for one in bins] == [(0.7, 3, 0.75, 2 / 3)]
    assert miscalibration(bins) == pytest.approx(0.75 - 2 / 3)


def test_two_runs_mention_by_mention() -> None:
    before = [Prediction(*at("Moscow"), RUS, use="place"), Prediction(*at("Paris"), "FRA", use="place")]
    after = [
        Prediction(*at("Moscow"), RUS, use="actor"),
        Prediction(*at("Paris"), USA, use="place"),
        Prediction(*at("troops"), "USA", use="place"),
    ]
    differences = compare(scored(before), scored(after), ({"one": before}, {"one": after}))
    assert tally(differences) == {"gained": 1, "mended": 1, "new error": 1, "use mended": 1}
    assert [difference.start for difference in differences] == sorted(d.start for d in differences)
    back = compare(scored(after), scored(before), ({"one": after}, {"one": before}))
    assert tally(back) == {"lost": 1, "new error": 1, "mended": 1, "use lost": 1}
    assert not compare(scored(after), scored(after), ({"one": after}, {"one": after}))


def test_runs_survive_being_written(tmp_path: Path) -> None:
    run: Run = {"a": [Prediction(0, 6, RUS, "capital", "actor", 0.5), Prediction(7, 9, None)], "b": []}
    write_run(tmp_path / "run.jsonl", run)
    assert read_run(tmp_path / "run.jsonl") == run
    assert cut(run, 0.6, frozenset()) == {"a": [Prediction(7, 9, None)], "b": []}
    assert cut(run, 0.0, frozenset({"capital"}))["a"] == run["a"][:1]


def written(path: Path, **fields: object) -> Path:
    file = path / "gold.jsonl"
    file.write_text(json.dumps(fields) + "\n", encoding="utf-8")
    return file


def test_a_users_file_with_only_the_fields_it_has(tmp_path: Path) -> None:
    file = written(tmp_path, text="He lives in Kabul.", gold=[{"start": 12, "end": 17, "iso3": "AFG"}])
    document = read_gold(file)[0]
    assert (document.id, document.corpus, document.marks[0].kind) == ("1", "gold", "")
    result = CliRunner().invoke(evaluate, [str(file), "--save", str(tmp_path / "run.jsonl"), "--errors", "3"])
    assert result.exit_code == 0, result.output
    assert "gold     core        1  100.0 100.0 100.0" in result.output
    again = [str(file), "--predictions", str(tmp_path / "run.jsonl"), "--against", str(tmp_path / "run.jsonl")]
    result = CliRunner().invoke(evaluate, again)
    assert "gained: 0  lost: 0" in result.output
    nothing = CliRunner().invoke(evaluate, [*again, "--min-confidence", "1", "--errors", "1"])
    assert "gained: 0  lost: 1" in nothing.output
    assert "He lives in [Kabul]." in nothing.output


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "holds no documents"),
        ("[1]\n", "not a JSON object"),
        ("{\n", "not JSON"),
        ('{"text": "x"}\n', 'needs "text" and a list "gold"'),
        ('{"text": "x", "gold": [{"start": 0}]}\n', 'needs "start", "end" and "iso3"'),
        ('{"text": "x", "gold": [{"start": 0, "end": 9, "iso3": "FRA"}]}\n', "does not lie in a text"),
    ],
)
def test_what_cannot_be_scored_says_why(tmp_path: Path, content: str, sentence: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=sentence.replace('"', ".")):
        read_gold(file)
    result = CliRunner().invoke(evaluate, [str(file)])
    assert result.exit_code == 1
    assert "Traceback" not in result.output
