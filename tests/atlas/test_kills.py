"""A build that is killed, at any moment: what readers see meanwhile, and what the next build makes of it."""

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from deltalake import DeltaTable

from geo.articles.article import Article
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from tests.atlas.conftest import article, write
from tests.atlas.test_building import figures
from tests.atlas.test_folding import stories_of, stories_told

ALL = Selection()
BY_STORY = Selection(by="story")
HOME = Path(__file__).parents[2]
KILLS = 50
ARTICLES = 40


# Articles of one day with the same of these are copies.
TALES = [
    "The talks about grain and water went on until the lamps were put out in the old hall.",
    "Nobody who waited outside in the rain had expected another word before the end of the week.",
    "A clerk read the note aloud twice while the others looked at their papers and kept quiet.",
    "Later that night the bread ran out, and soup was brought from a kitchen across the yard.",
    "What it meant for the harvest would be seen in spring, when the roads were open again.",
]


class Mortal:
    """Builds that are killed after some seconds, all in one session; says how each ended."""

    def __init__(self):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.atlas.mortal"],
            cwd=HOME, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        self.session = self._process.pid
        assert self._process.stdout.readline() == "ready\n"

    def __call__(self, atlas, source, seconds, jobs=1):
        self._process.stdin.write(f"{atlas}\t{source}\t{seconds}\t{jobs}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def end(self):
        self._process.stdin.close()
        self._process.wait()


@pytest.fixture
def mortal():
    one = Mortal()
    yield one
    one.end()


def articles_of(generation):
    """How many articles a generation has."""
    return ARTICLES + 4 * generation


def told(generation, number):
    """Every article names Russia and Afghanistan once each, whatever else it says and however often it is replaced."""
    tale = TALES[(number + generation * (number % 3)) % len(TALES)]
    return article(number) | {"text": f"Moscow said no to Kabul. {tale}"}


def corpus(folder, generation):
    """The articles of a generation: a third of each is as it was, the others are changed, and some are new."""
    return write(
        folder / f"{generation}.jsonl", [told(generation, number) for number in range(articles_of(generation))]
    )


def rows(atlas):
    """All that an atlas's tables hold, whatever the order; counts by day summed up.

    Which of several articles worded alike has the bands depends on the order in which they were told.
    """
    held = {}
    for name, version in open_atlas(atlas).edition.versions.items():
        found = Counter()
        for row in DeltaTable(atlas / name, version=version).to_pyarrow_table().to_pylist():
            row.pop("bands", None)
            values = tuple(map(str, row.values()))
            found.update({values[:-1]: list(row.values())[-1]} if name.startswith("day_") else [values])
        held[name] = {row: count for row, count in found.items() if count}
    return held


@contextmanager
def polled(atlas):
    """Ask an atlas and open it anew all the while; raises what the readers were told, or what they saw mixed."""
    done, wrong, seen = threading.Event(), [], set()
    kept = open_atlas(atlas)

    def poll():
        for turn in count():
            if done.is_set():
                return
            try:
                for reader in (kept, kept if turn % 5 else open_atlas(atlas)):
                    counts = reader.countries(ALL).set_index("iso3")
                    ones = {(row.mentions, row.articles) for row in counts.itertuples()}
                    if len(counts) != 2 or len(ones) != 1 or not all(one == both for one, both in ones):
                        wrong.append(counts.to_string())
                    seen.update(ones)
                    stories = reader.countries(BY_STORY)
                    if len({*stories["mentions"], *stories["articles"]}) != 1 or (stories["share"] != 1).any():
                        wrong.append(stories.to_string())
            except Exception as error:
                wrong.append(repr(error))
            done.wait(0.2)  # or the readers take all the time of the builds

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()
    assert not wrong, wrong[0]
    assert len(seen) > 1


def test_builds_killed_at_random_moments_lose_nothing_and_show_nothing_half_done(tmp_path, mortal):
    chance = random.Random(20260101)
    atlas, generation, kills = tmp_path / "atlas", 0, 0
    begun = time.monotonic()
    assert mortal(atlas, corpus(tmp_path, 0), 60) == "done"
    usual = time.monotonic() - begun
    with polled(atlas):
        while kills < KILLS:
            generation += 1
            source = corpus(tmp_path, generation)
            before = open_atlas(atlas).edition.edition
            longest = usual / 4  # and more with every kill, so that some builds come to their end
            while (ended := mortal(atlas, source, chance.uniform(0, longest) if kills < KILLS else 60)) == "killed":
                kills, longest = kills + 1, longest + usual / 8
            assert ended == "done"
            assert open_atlas(atlas).edition.edition > before
    assert Build(atlas).run([source]).unchanged == articles_of(generation)
    whole = tmp_path / "whole"
    for one in range(generation + 1):
        assert mortal(whole, tmp_path / f"{one}.jsonl", 60) == "done"
    assert rows(atlas) == rows(whole)
    assert figures(open_atlas(atlas)) == figures(open_atlas(whole))
    by_story = [open_atlas(one).countries(BY_STORY).to_dict("records") for one in (atlas, whole)]
    assert by_story[0] == by_story[1]
    articles = [
        Article(one["id"], one["text"], "", date.fromisoformat(one["date"]) if "date" in one else None)
        for one in (told(generation, number) for number in range(articles_of(generation)))
    ]
    assert stories_of(atlas) == stories_told(articles)
    assert 1 < by_story[0][0]["articles"] < len(articles)


def living(session):
    """The processes of a session."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = stat.read_text().rpartition(")")[2].split()
            if int(told[3]) == session and told[0] != "Z":
                found.add(int(stat.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs a system that lists its processes")
def test_a_build_with_workers_that_is_killed_leaves_no_process_behind(tmp_path, mortal):
    atlas, source = tmp_path / "atlas", corpus(tmp_path, 0)
    chance, attempts = random.Random(7), 0
    while (ended := mortal(atlas, source, chance.uniform(0.5, 2 + attempts), jobs=2)) == "killed":
        attempts += 1
        while len(living(mortal.session)) > 1:  # for ever, if they do not end
            time.sleep(0.02)
    assert ended == "done"
    assert mortal(tmp_path / "fresh", source, 60) == "done"
    assert figures(open_atlas(atlas)) == figures(open_atlas(tmp_path / "fresh"))
