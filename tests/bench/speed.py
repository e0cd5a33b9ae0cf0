"""Dateline beside flashgeotext 0.5.5, on the same texts in the same run: `python tests/bench/speed.py [--write]`.

flashgeotext, the fastest geoparser on PyPI, gets an environment of its own under .cache/. Both read the same texts in
turn, each in a process of its own on one core, and the best of their rounds counts; loading is timed by itself.
--write puts the tables into docs/speed.md.
"""

import argparse
import gzip
import json
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CACHE = ROOT / ".cache"
OTHER = "flashgeotext==0.5.5"
WORKER = Path(__file__).with_name("speed_worker.py")
REPORT = ROOT / "docs" / "speed.md"
# Enough of the seeds for a round to take about a second.
SEED_COPIES = 250
MEASURES: tuple[tuple[str, str, str, Callable], ...] = (
    ("speed", "texts read, MB/s", "{:.1f}", max),
    ("extract_speed", "`dateline extract`, MB/s", "{:.1f}", max),
    ("load", "import and load, s", "{:.2f}", min),
    ("loaded_memory", "peak memory, loaded, MB", "{:.0f}", max),
    ("texts_memory", "peak memory with the texts, MB", "{:.0f}", max),
)
METHOD = f"""\
`make bench` reads the same texts with Dateline and with {OTHER}, in the same run, each in a process of its own on
one core: {{turns}} turns each, the best of {{rounds}} rounds a turn. MB are millions of bytes of UTF-8 text, and
the seconds of the speeds those of the processor, so that other work on the machine disturbs them little. Loading is
left out of the speeds and timed by itself, by the clock on the wall, from the first line of the program to the
first text read. flashgeotext looks names up in two lists and says nothing of what they mean; Dateline's figure is
for all of its reading: senses, countries, uses, confidence and reasons.
"""


def other_python() -> Path:
    """The interpreter of flashgeotext's environment, made on the first run."""
    home = CACHE / OTHER.replace("==", "-")
    python = home / "bin" / "python"
    if not (home / "installed").exists():
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=True)
        done = subprocess.run([python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", OTHER])
        if done.returncode:
            sys.exit(f"{OTHER} could not be installed; it is needed once, from PyPI.")
        (home / "installed").touch()
    return python


def sources() -> Iterator[tuple[str, list[str]]]:
    """Names of the texts to be read, and the texts."""
    archive, corpora = SHARED / "archive" / "newswire-1987.jsonl.gz", SHARED / "corpora" / "dev.jsonl"
    if archive.exists():
        with gzip.open(archive, "rt", encoding="utf-8") as file:
            yield "newswire of 1987", [json.loads(line)["text"] for number, line in enumerate(file) if number % 5 == 0]
    if corpora.exists():
        with corpora.open(encoding="utf-8") as file:
            texts = [json.loads(line)["text"] for line in file]
        yield "annotated news", texts * 2
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    yield "the seeds, again and again", seeds * SEED_COPIES


def measure(texts: list[str], turns: int, rounds: int) -> dict[str, list[dict[str, float]]]:
    """Let both read the texts in turn, several times."""
    CACHE.mkdir(exist_ok=True)
    path = CACHE / "speed_texts.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"id": number, "text": text}) + "\n")
    pythons = {"dateline": sys.executable, OTHER.partition("==")[0]: str(other_python())}
    found: dict[str, list[dict[str, float]]] = {name: [] for name in pythons}
    for _ in range(turns):
        for name, python in pythons.items():
            command = [python, str(WORKER), name, str(path), str(rounds)]
            found[name].append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    path.unlink()
    return found


def table(name: str, found: dict[str, list[dict[str, float]]]) -> list[str]:
    """Markdown: one row a measure, the best of the turns."""
    size = next(iter(found.values()))[0]["size"]
    out = [f"| {name}, {size:.1f} MB | " + " | ".join(found) + " |", "| --- |" + " ---: |" * len(found)]
    for key, label, form, best in MEASURES:
        cells = [form.format(best(turn[key] for turn in turns)) if key in turns[0] else "" for turns in found.values()]
        out.append(f"| {label} | " + " | ".join(cells) + " |")
    return [*out, ""]


def report(turns: int, rounds: int) -> str:
    """The page: what was measured, how, and the tables."""
    lines = [
        "# Speed",
        "",
        METHOD.format(turns=turns, rounds=rounds),
        f"Measured with Python {platform.python_version()} on {_processor()}.",
        "",
    ]
    for name, texts in sources():
        lines += table(name, measure(texts, turns, rounds))
    return "\n".join(lines)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        if names:
            return f"{names[0]}, {platform.system()}"
    return f"{platform.machine()}, {platform.system()}"


def main() -> None:
    """Measure and print; write docs/speed.md if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write docs/speed.md")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    page = report(options.turns, options.rounds)
    print(page)
    if options.write:
        REPORT.write_text(page.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
