import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas.answers.heading import heading
from geo.atlas.answers.passages import passages
from geo.atlas.reading.sentences import sentences
from geo.toponyms.mention import Mention

ROWS = Path(__file__).parents[1] / "data" / "sentences.jsonl"
CASES = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
PROSE = st.lists(
    st.sampled_from(
        ["Moscow", "said", "no.", "U.S.", "Mr.", "“So?”", "\n", "\n\n", "3.5", "...", "(a)", "“", "是。", " "]
    )
).map(" ".join)


def mention(start, end, text):
    return Mention(start, end, text[start:end], "RUS", "country", "place", "Russia")


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_hard_cases(case):
    text = case["between"].join(case["sentences"])
    assert [text[start:end] for start, end in sentences(text)] == case["sentences"]


@given(PROSE | st.text(max_size=200))
def test_sentences_share_out_the_text(text):
    """In order, none overlapping, none with white space at its ends, and every letter in one of them."""
    bounds = sentences(text)
    last = 0
    for start, end in bounds:
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


def work(text):
    """Processor seconds, the least of several goes."""
    goes = []
    for _ in range(7):
        begun = time.process_time()
        sentences(text)
        goes.append(time.process_time() - begun)
    return min(goes)


@pytest.mark.parametrize(
    "run",
    [".", "\n", "\n ", "。", "?)", ". ", ".\n", ". a", "“", ")"],
    ids=lambda run: run.encode("unicode_escape").decode(),
)
def test_four_times_a_run_costs_four_times_the_work(run):
    """In quadratic time it would be sixteen."""
    less, more = (work("Kabul" + run * count + "x") for count in (5_000, 20_000))
    assert more < 9 * less, f"{less:.4f} s for 5,000 times {run!r}, {more:.4f} s for 20,000"


@given(PROSE, st.data())
def test_passages_hold_each_mention_once_in_whole_sentences(text, data):
    words = [(at, at + 6) for at in range(len(text)) if text.startswith("Moscow", at)]
    chosen = [span for span in words if data.draw(st.booleans())]
    found = passages(text, [mention(start, end, text) for start, end in chosen])
    assert [(p.start + m.start, p.start + m.end) for p in found for m in p.mentions] == chosen
    bounds = sentences(text)
    for passage in found:
        assert text.startswith(passage.text, passage.start)
        assert all(passage.text[m.start : m.end] == m.text for m in passage.mentions)
        assert passage.start in {start for start, _ in bounds}
        assert passage.start + len(passage.text) in {end for _, end in bounds}
    spans = [(p.start, p.start + len(p.text)) for p in found]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_neighbouring_sentences_are_one_passage_and_distant_ones_two():
    text = "Moscow said no. Moscow left. Nobody came. Moscow waited."
    starts = [at for at in range(len(text)) if text.startswith("Moscow", at)]
    found = passages(text, [mention(at, at + 6, text) for at in starts])
    assert [passage.text for passage in found] == ["Moscow said no. Moscow left.", "Moscow waited."]
    assert [len(passage.mentions) for passage in found] == [2, 1]


def test_a_whole_article_of_neighbours_is_cut_into_passages():
    text = " ".join(["Moscow said that it would not wait any longer."] * 40)
    starts = [at for at in range(len(text)) if text.startswith("Moscow", at)]
    found = passages(text, [mention(at, at + 6, text) for at in starts])
    assert len(found) > 2
    assert max(len(passage.text) for passage in found) <= 600


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Talks", "Body.", "Talks"),
        ("", "Sign up for our newsletter. Kabul fell\nquiet.", "Kabul fell quiet."),
        ("", " \n", "(no words)"),
        ("", "word " * 50, "word " * 17 + "word …"),
    ],
)
def test_heading(title, text, expected):
    assert heading(title, text) == expected
