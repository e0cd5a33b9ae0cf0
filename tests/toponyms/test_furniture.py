import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.shipped import SEEDS
from geo.toponyms.furniture import spans

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "data" / "furniture.jsonl").read_text().splitlines()]
WORDS = st.lists(
    st.sampled_from(["Moscow", "said", "that", ",", "in", "the", "U.S.", "and", "3.5", ".", "“Iran”", "\n"])
)
ADDRESSES = st.sampled_from(
    ["https://example.org/russia?x=1", "www.example.com/a_(b)", "kremlin.ru", "a.b@example.co.uk", "](/iran)", "</p>"]
)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_hard_cases(case):
    assert [case["text"][start:end] for start, end in spans(case["text"])] == case["furniture"]


@given(st.text(alphabet=st.sampled_from("aR.:/@<>[]()!-_=# \n\"'wwwhtpscriptSign up"), max_size=300))
def test_spans_lie_in_order_inside_the_text(text):
    ends = [0]
    for start, end in spans(text):
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)


@given(WORDS, ADDRESSES, WORDS)
def test_an_address_is_covered_and_the_words_around_it_are_not(before, address, after):
    head = " ".join(before) + " "
    text = f"{head}{address} " + " ".join(after)
    covered = {at for start, end in spans(text) for at in range(start, end)}
    assert covered == set(range(len(head), len(head) + len(address)))


@pytest.mark.parametrize(
    "unit",
    [
        "](",
        "<a ",
        "<a =",
        "<!--",
        "<script",
        "a.",
        "a.aa",
        "@a",
        "Get the ",
        "http://a\n",
        "[http://a\n",
        "a@",
        "[a]:\n",
        "(",
    ],
)
def test_no_text_takes_quadratic_time(unit):
    """Doubling a text of the pattern's own openings a hundredfold would never end if any pattern rescanned it."""
    assert spans(unit * (400_000 // len(unit))) is not None


def test_the_seeds_furniture():
    found = []
    for seed in sorted(SEEDS.glob("*.txt")):
        text = seed.read_text(encoding="utf-8")
        found.append([text[start:end].replace("\n", "") for start, end in spans(text)])
    address = "https://www.themoscowtimes.com/2021/09/17/china-and-russia-urge-taliban-to-keep-security-promises-a75078"
    assert found[0] == found[3] == found[4] == []
    assert found[1][:5] == ["](#)", "](#)", "kremlin.ru", "](#)", "](#)"]
    assert found[1][5].startswith(address + "](https://") and len(found[1]) == 6
    assert found[2] == ["Sign up for myFT Daily Digest to be the first to know about Asian news."]


def test_ordinary_words_in_any_order_are_speech():
    words = (SEEDS / "003_66612958c2088e72.txt").read_text(encoding="utf-8").split()
    random.Random(1).shuffle(words)
    assert spans(" ".join(words)) == []
