"""How the cost of asking grows with the archive: `python -m tests.bench.big.ask [FOLDER] [--write]`.

Makes atlases of 1,000 to 1,000,000 articles in FOLDER (.cache/big; 4 GB, some minutes) where they are not there yet,
and times their answers. --write puts table and plot into docs/performance.md.
"""

import argparse
import platform
import sys
from pathlib import Path

from geo.atlas.atlas import open_atlas
from geo.atlas.errors import AtlasError
from tests.bench.big.base import ROOT, base
from tests.bench.big.make import make
from tests.bench.big.plot import plot
from tests.bench.big.questions import Times, measure

SIZES = (1_000, 10_000, 100_000, 1_000_000)
REPORT = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "images" / "asked.svg"
BEGIN, END = "<!-- asked: begin -->", "<!-- asked: end -->"
EMPTY = "# Performance\n\n## The page\n\n<!-- page: begin -->\n<!-- page: end -->\n"  # the part of tests/bench/page.py
# Question: what a reader would call it, which share of the answers is told of, and the goal at a million articles.
QUESTIONS = {
    "opening": ("opening the atlas", 0.95, 500),
    "map": ("the map's numbers, any filters", 0.95, 150),
    "page": ("first page of a country's articles, any filters", 0.95, 150),
    "article": ("one article and its mentions", 0.95, 30),
    "together": ("the map's numbers, ten readers at once", 0.95, 1000),
}
METHOD = """\
`make bench` makes archives out of real articles and asks them; `tests/bench/big/make.py` says how they are made. The
map's numbers are the totals, every country and every capital, under 200 selections drawn at random from all filters
(organisations joined in any way, statuses, period, sources, kinds, uses, steps of confidence), no selection twice; half
of the pages are those of the ten countries most spoken of. Milliseconds by the clock, p95: 95 answers in 100 took no
longer; of the processor, its cores added up, which other work on the machine disturbs less.
"""


def table(found: list[Times]) -> str:
    """Markdown: a row a question, a column a size."""
    sizes = [f"{times.articles:,} articles" for times in found]
    lines = ["| p95, ms | " + " | ".join(sizes) + " | goal |", "| --- |" + " ---: |" * (len(found) + 1)]
    for question, (label, share, goal) in QUESTIONS.items():
        cells = [f"{times.quantile(question, share):,.0f}" for times in found]
        lines.append(f"| {label} | {' | '.join(cells)} | {goal:,} |")
    lines += ["", "| p95, ms of the processor | " + " | ".join(sizes) + " |", "| --- |" + " ---: |" * len(found)]
    for question, (label, share, _) in QUESTIONS.items():
        if question != "together":  # whose readers' times cannot be told apart
            cells = [f"{times.quantile(question, share, 'processor'):,.0f}" for times in found]
            lines.append(f"| {label} | {' | '.join(cells)} |")
    lines += ["", "| rows | " + " | ".join(sizes) + " |", "| --- |" + " ---: |" * len(found)]
    lines.append("| mentions | " + " | ".join(f"{times.mentions:,}" for times in found) + " |")
    for name in found[0].rows:
        lines.append(f"| `{name}` | " + " | ".join(f"{times.rows[name]:,}" for times in found) + " |")
    return "\n".join(lines)


def atlases(folder: Path, sizes: list[int]) -> list[Path]:
    """The atlases of these sizes, made where they are missing or of another schema."""
    told = None
    places = [folder / f"{size}" for size in sizes]
    for place, size in zip(places, sizes, strict=True):
        try:
            open_atlas(place)
        except AtlasError:
            told = told or base()
            print(f"Making {size:,} articles ...", file=sys.stderr)
            make(place, size, told)
    return places


def written(page: str, part: str) -> str:
    """The page with its part between the two marks replaced, or put at its end."""
    if BEGIN not in page:
        return f"{page.rstrip()}\n\n## The atlas asked\n\n{BEGIN}\n{part}\n{END}\n"
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{part}\n{END}{rest.split(END)[1]}"


def main() -> None:
    """Measure and print; write the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / ".cache" / "big")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--write", action="store_true", help="write docs/performance.md and its picture")
    asked = parser.parse_args()
    found = [measure(place) for place in atlases(asked.folder, asked.sizes)]
    told = table(found)
    print(told)
    if asked.write:
        page = REPORT.read_text(encoding="utf-8") if REPORT.exists() else EMPTY
        where = f"Measured with Python {platform.python_version()} on {platform.system()}, two cores."
        picture = f"![The same as a plot: {', '.join(label for label, *_ in QUESTIONS.values())}](images/asked.svg)"
        REPORT.write_text(written(page, f"{METHOD}\n{where}\n\n{told}\n\n{picture}"), encoding="utf-8")
        labels = {label: [t.quantile(name, share) for t in found] for name, (label, share, _) in QUESTIONS.items()}
        PICTURE.write_text(plot([times.articles for times in found], labels), encoding="utf-8")


if __name__ == "__main__":
    main()
