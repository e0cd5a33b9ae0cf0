"""Forms by the thousand, and how many copies are found among them: `python tests/bench/build_forms.py [COUNT ...]`.

So many articles of one form and one day, each with figures of its own, and every fifth once more with two plain words
changed: how many of these copies an atlas finds, and the processor time it takes to build. As Markdown, for
docs/stories.md.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from geo.atlas.build import Build
from geo.atlas.kept.editions import files_of

GOODS = ["Wheat", "Maize", "Barley", "Copper", "Zinc", "Cotton", "Sugar", "Cocoa", "Coffee", "Rubber", "Wool", "Timber"]
EVERY = 5


def forms(count: int) -> Iterator[dict[str, str]]:
    """So many forms of one day, and the copies."""
    chance = random.Random(count)
    for number in range(count):
        figures = " ".join(f"{goods} rose by {chance.randint(100, 999)} dollars a tonne." for goods in GOODS)
        text = (
            f"The board of commerce published its list of prices for merchants of the harbour on Friday. {figures} "
            "The board said that all prices are those asked at noon and hold for whole cargoes alone."
        )
        yield {"id": f"form-{number}", "text": text, "date": "2020-01-01"}
        if number % EVERY == 0:
            text = text.replace("published", "released").replace("merchants", "traders")
            yield {"id": f"copy-{number}", "text": text, "date": "2020-01-01"}


def measure(count: int) -> str:
    """One row of the table."""
    with TemporaryDirectory(prefix="dateline-bench-") as name:
        folder = Path(name)
        told = list(forms(count))
        (folder / "forms.jsonl").write_text("\n".join(map(json.dumps, told)), "utf-8")
        begun = time.process_time()
        Build(folder / "atlas").run([folder / "forms.jsonl"])
        seconds = time.process_time() - begun
        copies = duckdb.read_parquet(files_of(folder / "atlas", "copies", None))
        articles = duckdb.read_parquet(files_of(folder / "atlas", "articles", None))
        members = "list(split_part(article_id, '-', 2))"
        stories = copies.join(articles, "key").aggregate(f"story, {members} AS members", "story").fetchall()
    found = sum(len(numbers) == 2 and numbers[0] == numbers[1] for _, numbers in stories)
    there = sum(one["id"].startswith("copy") for one in told)
    return f"| {len(told):,} | {found:,} of {there:,} | {len(stories) - found:,} | {seconds:.0f} |"


def main() -> None:
    """Print the table."""
    print("| articles of one form and one day | copies found | other folds | seconds of the processor |")
    print("| ---: | ---: | ---: | ---: |")
    for count in map(int, sys.argv[1:] or ["400", "2000"]):
        print(measure(count), flush=True)


if __name__ == "__main__":
    main()
