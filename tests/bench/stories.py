"""How well and how fast copies are folded: `python tests/bench/stories.py [ARCHIVE] [--growth N]`.

ARCHIVE is a gzipped JSON Lines file (id, date, source, title, text) like the one the labels of
`tests/data/story_labels.csv` were read in. Prints Markdown tables, the ones in `docs/stories.md`.
"""

import argparse
import csv
import dataclasses
import datetime
import gzip
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson

from geo.articles.article import Article
from geo.stories import Stories, compare, keys

HERE = Path(__file__).resolve()
ARCHIVE = HERE.parents[3] / "shared" / "archive" / "newswire-1987.jsonl.gz"
LABELS = HERE.parents[1] / "data" / "story_labels.csv"
CLOSING = (
    "Sign up for our morning newsletter to get the day's top headlines straight to your inbox. Follow us for updates "
    "around the clock. Additional reporting by our bureaus; editing by the night desk. All rights reserved. This story "
    "may not be published, broadcast, rewritten or redistributed without permission. Send corrections to the editor."
)
Edit = Callable[[str, random.Random], str]


def load(path: Path) -> dict[str, Article]:
    """The articles of the archive by id."""
    with gzip.open(path) as lines:
        rows = map(orjson.loads, lines)
        return {
            row["id"]: Article(
                row["id"], row["text"], row["title"], datetime.date.fromisoformat(row["date"]), row["source"]
            )
            for row in rows
        }


def change_words(share: float) -> Edit:
    """Put other words of the text in place of some, names and figures like any."""

    def edit(text: str, chance: random.Random) -> str:
        words = text.split(" ")
        for at in chance.sample(range(len(words)), max(1, round(share * len(words)))):
            words[at] = chance.choice(words)
        return " ".join(words)

    return edit


def cut_to(share: float) -> Edit:
    """Keep the beginning, as an editor short of space does."""
    return lambda text, _: " ".join((words := text.split(" "))[: max(1, round(share * len(words)))])


def drop_first_sentence(text: str, _: random.Random) -> str:
    """Take the first sentence away."""
    return text.split(". ", 1)[-1]


def new_dateline(text: str, _: random.Random) -> str:
    """Another place and agency in front."""
    return "ELSEWHERE (Agency) -- " + text.split(" - ", 1)[-1]


def edit_all(text: str, chance: random.Random) -> str:
    """What a paper does to a story in a day: all of it at once."""
    return new_dateline(f"{change_words(0.03)(cut_to(0.7)(text, chance), chance)}\n\n{CLOSING}", chance)


EDITS: dict[str, Edit] = {
    "repeated next day": lambda text, _: text,
    "2 % of the words changed": change_words(0.02),
    "5 % of the words changed": change_words(0.05),
    "10 % of the words changed": change_words(0.10),
    "20 % of the words changed": change_words(0.20),
    "last quarter cut": cut_to(0.75),
    "last half cut": cut_to(0.5),
    "last three quarters cut": cut_to(0.25),
    "first sentence dropped": drop_first_sentence,
    "another dateline": new_dateline,
    "54 words of boilerplate appended": lambda text, _: f"{text}\n\n{CLOSING}",
    "dateline, 30 % cut, 3 % changed, boilerplate": edit_all,
}


def copies(articles: list[Article], edit: Edit, chance: random.Random) -> Iterator[Article]:
    """Each article as another paper prints it a day later, under a headline of its own."""
    for article in articles:
        yield dataclasses.replace(
            article,
            id=f"copy of {article.id}",
            text=edit(article.text, chance),
            title="What readers need to know this morning",
            date=article.date + datetime.timedelta(1) if article.date else None,
            source="Another paper",
        )


def speed(articles: dict[str, Article]) -> Stories:
    """Fold the archive, and say how fast that went and what came out."""
    started = time.process_time()
    keys(list(articles.values()))
    keyed = time.process_time()
    stories = Stories(lambda ids: [articles[name] for name in ids])
    done = stories.add(articles.values())
    told = time.process_time()
    sizes = Counter(Counter(done.stories.values()).values())
    print("| | |\n| --- | --- |")
    print(f"| keys, articles a second of one core | {len(articles) / (keyed - started):,.0f} |")
    print(f"| keys, look-up and comparison, articles a second of one core | {len(articles) / (told - keyed):,.0f} |")
    print(f"| stored columns, bytes an article | {stories.to_arrow().nbytes / len(articles):,.0f} |")
    print(f"| articles | {len(articles):,} |\n| stories | {sum(sizes.values()):,} |")
    print(
        "| stories of 2, 3, more articles | " + f"{sizes[2]}, {sizes[3]}, {sum(n for k, n in sizes.items() if k > 3)} |"
    )
    return stories


def labels(articles: dict[str, Article], stories: Stories) -> None:
    """Agreement with the pairs read by hand, by how much of the shorter article's phrases the other has."""
    print("\n| phrases of the shorter shared | same, folded | same, missed | other, folded | other, apart |")
    print("| --- | --- | --- | --- | --- |")
    counts: Counter[tuple[str, bool, bool]] = Counter()
    with LABELS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["is"] == "either":
                continue
            shared = compare(articles[row["one"]], articles[row["other"]]).containment
            band = "0.9 to 1" if shared >= 0.9 else "0.7 to 0.9" if shared >= 0.7 else "under 0.7"
            folded = stories.story(row["one"]) == stories.story(row["other"])
            for name in (band, "all"):
                counts[name, row["is"] == "same", folded] += 1
    for band in ("0.9 to 1", "0.7 to 0.9", "under 0.7", "all"):
        cells = (counts[band, same, folded] for same in (True, False) for folded in (True, False))
        print(f"| {band} | " + " | ".join(map(str, cells)) + " |")


def recall(articles: dict[str, Article], stories: Stories) -> None:
    """Make copies of known kinds and count those that are found."""
    chance = random.Random(1987)
    whole = [article for article in articles.values() if len(article.text.split()) >= 60]
    chosen = chance.sample(whole, 500)
    print("\n| 500 copies of articles of 60 words or more | found | joined to another story as well |")
    print("| --- | --- | --- |")
    for name, edit in EDITS.items():
        made = list(copies(chosen, edit, chance))
        before = {article.id: stories.story(article.id) for article in chosen}
        done = stories.add(made)
        found = sum(stories.story(copy.id) == stories.story(copy.id[8:]) for copy in made)
        print(f"| {name} | {found / len(made):.1%} | {len(set(done.renamed) & set(before.values()))} |")
        stories.forget([copy.id for copy in made])


def growth(articles: dict[str, Article], size: int) -> None:
    """Tell `size` articles of the archive's words in random order of phrase, over a year, and measure as they grow."""
    chance = random.Random(size)
    words = [word for article in list(articles.values())[:3000] for word in article.text.split()]
    start = datetime.date(2020, 1, 1)

    def made(number: int) -> Article:
        rng = random.Random(number)
        pieces = (rng.randrange(len(words) - 6) for _ in range(25))
        text = " ".join(word for at in pieces for word in words[at : at + 6])
        return Article(str(number), text, "", start + datetime.timedelta(chance.randrange(365)))

    dates: dict[str, Article] = {}
    stories = Stories(lambda ids: [dates.get(name) or made(int(name)) for name in ids])
    print("\n| articles | articles a second since the row above, making them included | peak memory, MB |")
    print("| --- | --- | --- |")
    told, started = 0, time.process_time()
    for step in (size // 8, size // 4, size // 2, size):
        stories.add(map(made, range(told, step)))
        now = time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {step:,} | {(step - told) / (now - started):,.0f} | {peak:,.0f} |", flush=True)
        told, started = step, now


def main() -> None:
    """Print all tables, or the growth alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", nargs="?", type=Path, default=ARCHIVE)
    parser.add_argument("--growth", type=int, metavar="N", help="tell N made-up articles instead")
    told = parser.parse_args()
    if not told.archive.exists():
        sys.exit(f"No archive at {told.archive}: give the path of a gzipped JSON Lines file of articles.")
    articles = load(told.archive)
    if told.growth:
        growth(articles, told.growth)
        return
    stories = speed(articles)
    labels(articles, stories)
    recall(articles, stories)


if __name__ == "__main__":
    main()
