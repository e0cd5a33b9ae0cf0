"""Files that a reader drops: read apart, counted as an atlas counts, stopped, kept in bounds, and gone afterwards."""

import gzip
import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard import own_files
from dashboard.own_build import OwnBuild
from dashboard.own_child import expected
from dashboard.own_files import OwnFiles, TooMuchError
from geo.articles.article import Article
from geo.articles.reader import read
from geo.atlas.atlas import open_atlas
from geo.atlas.build import Build
from geo.atlas.selection import Selection
from geo.atlas.writing.writer import sole_builder
from geo.shipped import SEEDS
from geo.toponyms.geoparser import Geoparser
from geo.world.countries import countries

PATIENCE_S = 90


def file(name: str, body: bytes) -> io.BytesIO:
    """A file as the browser brings it."""
    made = io.BytesIO(body)
    made.name = name
    return made


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        for name, body in members.items():
            out.writestr(name, body)
    return held.getvalue()


def lines(count: int, more: str = "") -> bytes:
    return "".join(
        json.dumps({"id": f"n{n}", "text": f"Kenya signed paper {n}. {more}"}) + "\n" for n in range(count)
    ).encode()


def ended(build: OwnBuild | None) -> OwnBuild:
    assert build is not None
    assert build.wait(PATIENCE_S), "the build did not end"
    return build


@pytest.fixture
def own() -> Iterator[Callable[..., OwnFiles]]:
    """Makes readers' files, and takes them away afterwards."""
    made: list[OwnFiles] = []

    def drop(*files: io.BytesIO, read: bool = True) -> OwnFiles:
        found = OwnFiles()
        made.append(found)
        found.take(files)
        if read:
            found.read()
        return found

    yield drop
    for one in made:
        one.close()
        assert not one.folder.exists()


def test_the_figures_are_those_of_the_articles_themselves(own: Callable[..., OwnFiles]) -> None:
    files = own(*(file(path.name, path.read_bytes()) for path in sorted(SEEDS.iterdir())))
    done = ended(files.reading)
    assert done.counts and done.counts["added"] == 5 and done.counts["refused"] == 0
    assert files.archive
    totals = files.archive.atlas.totals(Selection())
    parser = Geoparser.load()
    texts = [found.text for found in read([SEEDS]) if isinstance(found, Article)]
    mentions = [m for text in texts for m in parser.read(text) if m.iso3 in countries() and m.use != "name"]
    assert totals.mentions == len(mentions)
    assert done.progress.articles == 5 and done.progress.expected["articles"] == 5


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("broken.zip", b"PK\x03\x04 and nothing more", "not readable"),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not text"),
        ("empty.txt", b"", "empty"),
        ("blank.csv", b"text,date\n,\n", "empty"),
        ("broken.parquet", b"PAR1" + b"\0" * 50, "not readable"),
        ("french.txt", ("Le président a déclaré mardi que la rue ne céderait pas. " * 9).encode(), "not English"),
    ],
    ids=lambda value: value if isinstance(value, str) else "body",
)  # fmt: skip
def test_a_bad_file_is_reported_and_the_good_one_read(
    own: Callable[..., OwnFiles], name: str, body: bytes, kind: str
) -> None:
    files = own(file(name, body), file("good.txt", b"Kenya and Uganda signed the treaty on Monday."))
    done = ended(files.reading)
    assert done.error is None and done.counts
    assert done.counts["added"] == 1
    assert kind in done.counts["kinds"]
    assert files.archive
    (where,) = [str(row.where) for row in files.archive.atlas.refusals().itertuples() if not row.kept]
    assert files.told(where).startswith(name)


def test_ten_thousand_small_files_in_a_zip(own: Callable[..., OwnFiles]) -> None:
    body = zipped({f"news/{n}.txt": f"Kenya signed paper {n}.".encode() for n in range(10_000)})
    done = ended(own(file("news.zip", body)).reading)
    assert done.progress.expected == {"articles": 10_000, "bytes": 238_890}
    assert done.counts and done.counts["added"] == 10_000


def test_duplicates_are_counted_once(own: Callable[..., OwnFiles]) -> None:
    files = own(file("a.txt", b"Kenya signed."), file("a.txt", b"Kenya signed."), file("../b.txt", b"Kenya signed."))
    done = ended(files.reading)
    assert files.names == ["a.txt", "a (2).txt", "b.txt"]
    assert done.counts and done.counts["added"] == 1 and done.counts["kinds"] == {"duplicate id": 2}


def test_a_bomb_is_refused(own: Callable[..., OwnFiles]) -> None:
    inner = zipped({"zeros.txt": b"Kenya. " * 30_000_000})
    done = ended(own(file("bomb.zip", inner)).reading)
    assert done.counts and done.counts["added"] == 0 and "too large" in done.counts["kinds"]


def test_stopped_half_way_leaves_nothing_and_can_begin_again(own: Callable[..., OwnFiles]) -> None:
    files = own(file("many.jsonl", lines(40_000, "Uganda, Chad and Mali did not. " * 6)))
    begun(files)
    assert files.reading and files.reading.progress.part and 0 < files.reading.progress.part < 1
    files.stop()
    done = ended(files.reading)
    assert done.stopped and done.counts is None and done.error is None
    assert files.archive is None
    files.read()
    begun(files)
    assert files.reading is not done and not done.counts
    files.stop()


def begun(files: OwnFiles) -> None:
    """Wait until articles are being read."""
    late = time.monotonic() + PATIENCE_S
    while files.reading and not files.reading.progress.articles and time.monotonic() < late:
        time.sleep(0.05)
    assert files.reading and 0 < files.reading.progress.articles < 40_000


def test_two_readers_at_once_each_see_their_own(own: Callable[..., OwnFiles]) -> None:
    one, other = own(file("one.txt", b"Kenya signed.")), own(file("other.txt", b"Chad and Mali did not."))
    for files, mentions in ((one, 1), (other, 2)):
        ended(files.reading)
        assert files.archive and files.archive.atlas.totals(Selection()).mentions == mentions
    assert one.folder != other.folder


def test_a_third_reader_waits_for_a_turn(own: Callable[..., OwnFiles]) -> None:
    busy = [own(file("many.jsonl", lines(30_000, "Uganda did not. " * 9))) for _ in range(2)]
    late = time.monotonic() + PATIENCE_S
    while any(files.reading and files.reading.waiting for files in busy) and time.monotonic() < late:
        time.sleep(0.02)
    third = own(file("one.txt", b"Kenya signed."))
    assert third.reading and third.reading.waiting
    for files in busy:
        files.stop()
    done = ended(third.reading)
    assert done.counts and done.counts["added"] == 1


def test_too_much_is_a_sentence_and_keeps_nothing(
    own: Callable[..., OwnFiles], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_files, "MOST_BYTES", 100)
    files = own(file("a.txt", b"Kenya."), read=False)
    with pytest.raises(TooMuchError, match="larger than"):
        files.take([file("b.txt", b"x" * 60), file("c.txt", b"x" * 60)])
    assert files.names == ["a.txt"]
    assert len(list(files.folder.glob("dropped-*/*"))) == 1
    files.take([file("d.txt", b"x" * 90)])
    assert files.names == ["a.txt", "d.txt"]


def test_the_order_of_dates_can_be_said_afterwards(own: Callable[..., OwnFiles]) -> None:
    files = own(file("dates.csv", b"text,date\nKenya signed.,03/04/2021\n"))
    ended(files.reading)
    assert files.archive and "--date-order settles it" in files.archive.atlas.refusals()["reason"][0]
    files.read("dmy")
    ended(files.reading)
    assert files.archive
    assert [str(day) for day in files.archive.atlas.span() or ()] == ["2021-04-03"] * 2


def test_added_to_an_atlas_with_its_four_counts(own: Callable[..., OwnFiles], tmp_path: Path) -> None:
    (tmp_path / "before.jsonl").write_bytes(lines(3))
    Build(tmp_path / "atlas").run((tmp_path / "before.jsonl",))
    files = own(file("more.jsonl", lines(5) + b'{"id": "n0", "text": "again"}\n'))
    ended(files.reading)
    assert open_atlas(tmp_path / "atlas").totals(Selection()).articles == 3
    with sole_builder(tmp_path / "atlas"):
        files.add_to(tmp_path / "atlas")
        assert "Another build is writing" in str(ended(files.adding).error)
    files.add_to(tmp_path / "atlas")
    counts = ended(files.adding).counts
    assert counts and [counts[what] for what in ("added", "replaced", "unchanged", "refused")] == [2, 0, 3, 1]
    assert counts["edition"] == 2
    atlas = open_atlas(tmp_path / "atlas")
    assert atlas.totals(Selection()).articles == 5
    assert str(files.folder) not in "".join(atlas.refusals()["where"])


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    script = (
        "import os; from dashboard.own_files import OwnFiles; held = OwnFiles()\n"
        "print(held.folder, flush=True); os._exit(9)"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    first = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    left = Path(first.stdout.strip())
    assert left.is_dir()
    script = "from dashboard.own_files import OwnFiles; OwnFiles()"
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    assert not left.exists()
    assert not list(tmp_path.iterdir())


def test_a_folder_of_an_earlier_process_of_the_same_number_is_swept(tmp_path: Path) -> None:
    script = (
        "import os, tempfile; from pathlib import Path; from dashboard.own_files import OwnFiles\n"
        "left = Path(tempfile.gettempdir()) / f'dateline-own-{os.getpid()}-abc'; left.mkdir()\n"
        "held = [OwnFiles(), OwnFiles()]; print(left.exists(), *(one.folder.is_dir() for one in held))"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True", "True"]


@pytest.mark.parametrize("name", ["新" * 120 + ".html", "a." + "é" * 200, "😀" * 90, "x" * 400 + ".txt"])
def test_a_name_of_any_length_and_script_is_kept_in_the_bytes_a_file_may_have(
    own: Callable[..., OwnFiles], name: str
) -> None:
    files = own(file(name, b"Kenya."), file(name, b"Chad."), read=False)
    assert len(set(files.names)) == 2 and all(len(kept.encode()) <= 255 for kept in files.names)


@pytest.mark.parametrize(
    ("name", "body", "articles", "size"),
    [
        ("a.txt", b"Kenya.", 1, 6),
        ("a.jsonl.gz", gzip.compress(b"x" * 500), 0, 500),
        ("a.zip", zipped({"a.html": b"<p>", "b.md": b"#"}), 2, 0),
        ("a.parquet", b"PAR1", 0, 0),
        ("broken.zip", b"PK", 0, 0),
    ],
)
def test_what_is_to_come_is_told_where_it_can_be(
    tmp_path: Path, name: str, body: bytes, articles: int, size: int
) -> None:
    (tmp_path / name).write_bytes(body)
    assert expected([tmp_path / name]) == {"articles": articles, "bytes": size}
