"""One atlas for the tests that only read: small articles, made so that every filter has something to do."""

import json
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo.atlas.atlas import Atlas, open_atlas
from geo.atlas.build import Build

SAID = [
    "Moscow said on Friday that it would not wait.",
    "Afghan refugees crossed into Uzbekistan near Termez.",
    "Talks were held in Kabul and in Dushanbe.",
    "Beijing and Tehran signed the accord; India did not.",
    "Kazakhstan's president flew to Tashkent.",
    "The Kremlin rejected the claim.",
    "The Shanghai Cooperation Organisation met in Astana.",
    "The Soviet Union left Afghanistan in 1989.",
    "Armenia and Belarus, members of the CSTO, abstained.",
    "Kyrgyz troops trained with Russian and Tajik units.",
    "US forces stayed in Turkey, a NATO member.",
    "Nothing was said about any country at all.",
    "Pakistan welcomed the Iranian minister in Islamabad.",
    "Ukraine and Georgia left; Uzbekistan came back.",
]
SOURCES = ["AFP", "Reuters", "themoscowtimes.com", ""]
DAYS = ["1999-05-01", "2001-06-15", "2006-03-01", "2012-12-19", "2017-06-09", "2017-06-10", "2021-08-26", "2023-07-04"]


def article(number: int) -> dict[str, str]:
    """The article of a number, the same on every run."""
    chance = random.Random(number)
    told = {"id": f"a{number}", "text": " ".join(chance.choices(SAID, k=chance.randint(1, 6)))}
    told["source"] = chance.choice(SOURCES)
    if chance.random() < 0.8:
        told["date"] = chance.choice(DAYS)
    return told


def write(path: Path, articles: list[dict[str, str]]) -> Path:
    """Articles as JSON Lines."""
    path.write_text("".join(json.dumps(told) + "\n" for told in articles), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Sample:
    """An atlas and the file it was built from."""

    atlas: Atlas
    file: Path


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("sample")
    file = write(folder / "articles.jsonl", [article(number) for number in range(120)])
    Build(folder / "atlas").run([file])
    return Sample(open_atlas(folder / "atlas"), file)
