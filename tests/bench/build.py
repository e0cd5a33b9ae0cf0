"""How fast `dateline build` reads, and how much memory it takes: `python tests/bench/build.py [--write] [--mb 30]`.

Reads the newswire of ../shared/archive where it is there (else the seeds), again and again under new ids and days:
`dateline extract` on one core, `dateline build` with one and two jobs, and with 1, 2 and 4 workers of a Dask cluster on
loopback, one of them killed half-way. --write puts the figures into docs/scale.md; with both cores idle otherwise, that
takes some ten minutes.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.build_cluster import cluster_runs  # noqa: E402
from tests.bench.build_report import report  # noqa: E402
from tests.bench.build_runs import Run, build, extract  # noqa: E402
from tests.bench.build_texts import texts  # noqa: E402
from tests.bench.speed import _processor as processor  # noqa: E402

PAGE = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- figures: written by tests/bench/build.py -->", "<!-- end of figures -->"


def best(runs: list[Run]) -> Run:
    """The quickest: what a run takes longer is somebody else's doing."""
    return min(runs, key=lambda run: run.seconds)


def measure(options: argparse.Namespace, folder: Path) -> str:
    """All runs, one after another, as Markdown."""
    file = texts(folder, options.mb)
    turns: dict[str, list[Run]] = {"extract": [], "1": [], "2": []}
    for _ in range(options.rounds):
        turns["extract"].append(extract(file))
        for jobs in (1, 2):
            turns[str(jobs)].append(build(file, folder / "atlas", "--jobs", str(jobs)))
    speed = {name: best(runs) for name, runs in turns.items()}
    sizes = [options.mb, 2 * options.mb, 4 * options.mb]
    memory = [build(texts(folder, mb), folder / "atlas", "--jobs", "2") for mb in sizes]
    workers = [] if options.no_cluster else cluster_runs(texts(folder, options.mb // 2), folder)
    return report(speed, memory, workers, processor())


def main() -> None:
    """Measure and print; write the figures into docs/scale.md if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the figures into docs/scale.md")
    parser.add_argument(
        "--mb", type=int, default=30, help="millions of bytes of text to read; for memory up to four times as many"
    )
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--no-cluster", action="store_true", help="leave the cluster out")
    options = parser.parse_args()
    if options.write and options.no_cluster:
        parser.error("docs/scale.md reckons from the cluster's figures: leave out --no-cluster, or --write.")
    with TemporaryDirectory(prefix="dateline-bench-") as folder:
        figures = measure(options, Path(folder))
    print(figures)
    if options.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n\n{figures.strip()}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
