"""Small archives in which copies, chains of copies and near misses abound."""

import datetime
import json
from pathlib import Path

from hypothesis import strategies as st

from geo.articles.article import Article

ROWS = [json.loads(line) for line in Path("tests/data/story_pairs.jsonl").read_text(encoding="utf-8").splitlines()]
TEXTS = sorted({row[side]["text"] for row in ROWS for side in ("one", "other") if len(row[side]["text"]) > 200})
START = datetime.date(2024, 1, 1)


def edited(text: str, kept: int, swapped: int, footer: bool) -> str:
    words = text.split(" ")[: max(1, len(text.split(" ")) * kept // 4)]
    words[swapped % len(words)] = "instead"
    return " ".join(words) + ("\n\nSubscribe to the Courier for more of this, every day." if footer else "")


@st.composite
def archives(draw: st.DrawFn) -> list[Article]:
    """Up to a dozen articles out of few texts, so that copies, chains of copies and near misses abound."""
    text = st.builds(edited, st.sampled_from(TEXTS[:6]), st.integers(2, 4), st.sampled_from([0, 7, 11]), st.booleans())
    day = st.none() | st.integers(0, 6).map(lambda days: START + datetime.timedelta(days))
    told = draw(st.lists(st.tuples(text, day, st.sampled_from(["", "Of this and that"])), max_size=12))
    return [Article(f"id {n} of it", text, title, date) for n, (text, date, title) in enumerate(told)]
