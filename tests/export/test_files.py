"""Exported files, read back by others: the atlas's figures, in every format, whole or not at all."""

import csv
import errno
import hashlib
import io
import json
from collections import Counter
from datetime import date

import geopandas
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely
from shapely.geometry import shape

from geo.atlas.answers.sentence import describe
from geo.atlas.selection import Selection
from geo.export import export as exporting
from geo.export.export import COLUMNS, ExportError, beside, export
from geo.export.naming import file_name
from geo.export.spreadsheet import original
from tests.atlas.recount import Recount
from tests.export.conftest import SLY

FORMATS = ("csv", "jsonl", "geojson", "geoparquet")
SELECTIONS = (
    Selection(),
    Selection(organisations=("CSTO", "SCO"), combine="without", statuses=("member", "observer")),
    Selection(since=date(2006, 1, 1), until=date(2017, 6, 9), undated=False, kinds=("country", "demonym")),
    Selection(min_confidence=0.7, sources=("AFP", "")),
    Selection(sources=("nobody",)),
)


def read_back(file, format):
    """The rows of an exported file, by another library than wrote it where there is one."""
    if format == "csv":
        return pd.read_csv(file, keep_default_na=False).to_dict("records")
    if format == "jsonl":
        return pd.read_json(file, lines=True, dtype=False).to_dict("records") if file.stat().st_size else []
    if format == "geojson":
        return [feature["properties"] for feature in json.loads(file.read_text("utf-8"))["features"]]
    reader = pd.read_parquet if format == "parquet" else geopandas.read_parquet
    return reader(file).to_dict("records")


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
@pytest.mark.parametrize("format", FORMATS)
def test_the_figures_are_those_of_the_map_and_of_a_recount(format, selection, sample, read, tmp_path):
    again = Recount(read, selection)
    done = export(sample.atlas, tmp_path / "counts", format, "countries", selection)
    rows = read_back(tmp_path / "counts", format)
    assert done.rows == len(rows)
    assert {row["iso3"]: row["mentions"] for row in rows} == dict(again.mentions)
    assert {row["iso3"]: row["articles"] for row in rows} == {c: len(a) for c, a in again.naming.items()}
    counts = sample.atlas.countries(selection)
    assert [row["share"] for row in rows] == pytest.approx(list(counts["share"]))
    export(sample.atlas, tmp_path / "mentions", format, "mentions", selection)
    mentions = read_back(tmp_path / "mentions", format)
    assert Counter(row["iso3"] for row in mentions) == again.mentions
    for row in mentions:
        assert list(row)[: len(COLUMNS["mentions"])] == [column.name for column in COLUMNS["mentions"]]


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_articles_too(format, selection, sample, read, tmp_path):
    again = Recount(read, selection)
    export(sample.atlas, tmp_path / "articles", format, "articles", selection)
    rows = read_back(tmp_path / "articles", format)
    assert {row["article_id"] for row in rows} == set().union(*again.naming.values())
    assert sum(row["mentions"] for row in rows) == again.mentions.total()
    for row in rows:
        named = row["countries"].split("; ") if format == "csv" else row["countries"]
        assert sorted(iso3 for iso3, articles in again.naming.items() if row["article_id"] in articles) == named


@pytest.mark.parametrize(("what", "by"), [("days", "day"), ("sources", "source"), ("organisations", "organisation")])
@pytest.mark.parametrize("format", ["csv", "jsonl", "parquet"])
def test_counts_by_other_parts(format, what, by, sample, tmp_path):
    selection = SELECTIONS[1]
    expected = sample.atlas.counts(selection, by=by)
    done = export(sample.atlas, tmp_path / "out", format, what, selection)
    told = read_back(tmp_path / "out", format)
    assert done.rows == len(told) == len(expected) > 0
    assert [row["mentions"] for row in told] == list(expected["mentions"])
    if by != "organisation":
        assert sum(row["mentions"] for row in told) == sample.atlas.totals(selection).mentions


def test_plain_parquet_has_every_column_and_says_what_it_is(sample, tmp_path):
    done = export(sample.atlas, tmp_path / "articles.parquet", "parquet", "articles")
    table = pq.read_table(tmp_path / "articles.parquet")
    assert table.schema.names == [column.name for column in COLUMNS["articles"]]
    assert table.num_rows == done.rows == sample.atlas.totals(Selection()).mentioning
    assert json.loads(table.schema.metadata[b"dateline"])["what"] == "articles"


@pytest.mark.parametrize(
    ("selection", "countries", "name"),
    [
        (Selection(), (), "dateline-mentions-edition-7.csv"),
        (Selection(organisations=("SCO", "CIS"), combine="without"), (), "dateline-mentions-SCO-not-CIS-edition-7.csv"),
        (
            Selection(since=date(2021, 8, 1), until=date(2021, 9, 3), kinds=("capital",)),
            ("KAZ",),
            "dateline-mentions-KAZ-from-2021-08-01-to-2021-09-03-filtered-edition-7.csv",
        ),
        (Selection(search='"a b" OR ../../x', by="story"), (), "dateline-mentions-a-b-OR-x-by-story-edition-7.csv"),
        (Selection(sources=("Türkiye/Gazete",)), (), "dateline-mentions-Turkiye-Gazete-edition-7.csv"),
    ],
    ids=str,
)  # fmt: skip
def test_a_name_says_what_the_file_holds(selection, countries, name):
    assert file_name("mentions", 7, ".csv", selection, countries) == name
    assert len(file_name("mentions", 7, ".csv", Selection(organisations=("X" * 200,)))) <= 120


def test_geojson_turns_as_the_rfc_says(sample, tmp_path):
    export(sample.atlas, tmp_path / "map.geojson", "geojson")
    told = json.loads((tmp_path / "map.geojson").read_text("utf-8"))
    assert told["type"] == "FeatureCollection"
    assert "crs" not in told
    rings = 0
    for feature in told["features"]:
        assert set(feature) == {"type", "properties", "geometry"}
        found = shape(feature["geometry"])
        assert found.is_valid
        for polygon in getattr(found, "geoms", [found]):
            rings += 1
            assert polygon.exterior.is_ccw
            assert not any(hole.is_ccw for hole in polygon.interiors)
            assert polygon.exterior.coords[0] == polygon.exterior.coords[-1]
            west, south, east, north = polygon.bounds
            assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    assert rings > len(told["features"])
    read = geopandas.read_file(tmp_path / "map.geojson")
    assert read.crs == "EPSG:4326"
    assert len(read) == len(told["features"])


def test_geoparquet_says_what_it_is(sample, tmp_path):
    export(sample.atlas, tmp_path / "map.parquet", "geoparquet")
    file = pq.ParquetFile(tmp_path / "map.parquet")
    told = json.loads(file.metadata.metadata[b"geo"])
    assert told["version"].startswith("1.")
    assert told["columns"]["geometry"]["encoding"] == "WKB"
    assert json.loads(file.metadata.metadata[b"dateline"])["selection"] == describe(Selection(), sample.atlas)
    read = geopandas.read_parquet(tmp_path / "map.parquet")
    assert read.crs == "EPSG:4326"
    assert all(ring.is_ccw for ring in shapely.get_exterior_ring(shapely.get_parts(read.geometry.to_numpy())))
    pd.testing.assert_frame_equal(
        pd.DataFrame(read.drop(columns="geometry")), sample.atlas.countries(Selection()), check_dtype=False
    )


def test_a_country_that_is_not_drawn_keeps_its_figures(tmp_path, gibraltar):
    for format in ("geojson", "geoparquet"):
        export(gibraltar, tmp_path / format, format)
        read = (
            geopandas.read_file(tmp_path / format) if format == "geojson" else geopandas.read_parquet(tmp_path / format)
        )
        by_country = read.set_index("iso3")
        assert by_country.loc["GIB", "mentions"] == 1
        assert by_country.geometry["GIB"] is None
        assert by_country.geometry["ESP"].area > 0


@pytest.mark.parametrize("format", FORMATS)
def test_each_file_says_what_was_asked_and_whose_work_it_is(format, sample, tmp_path):
    selection = Selection(organisations=("SCO",), since=date(2001, 1, 1))
    file = tmp_path / "out"
    done = export(sample.atlas, file, format, "mentions", selection, ("KAZ", "KGZ"))
    if format in ("csv", "jsonl"):
        assert done.files == (file, beside(file))
        told = json.loads(beside(file).read_text("utf-8"))
        assert told["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
        assert told["rows"] == done.rows
    elif format == "geojson":
        told = json.loads(file.read_text("utf-8"))["dateline"]
    else:
        told = json.loads(pq.read_schema(file).metadata[b"dateline"])
    assert told["selection"] == done.selection
    assert told["selection"].startswith(describe(selection, sample.atlas))
    assert told["selection"].endswith("Of these, the rows of Kazakhstan and Kyrgyzstan alone.")
    assert told["filters"] == {"organisations": ["SCO"], "since": "2001-01-01", "countries": ["KAZ", "KGZ"]}
    assert told["atlas"]["edition"] == sample.atlas.edition.edition
    assert told["geocoders"] == [sample.atlas.edition.geocoder]
    assert "Natural Earth" in told["credits"] and "GeoNames, CC BY 4.0" in told["credits"]
    assert list(told["columns"]) == [column.name for column in COLUMNS["mentions"]]


def test_a_spreadsheet_runs_nothing(sly, tmp_path):
    export(sly, tmp_path / "sly.csv", "csv", "articles")
    raw = (tmp_path / "sly.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    for column in ("title", "source"):
        assert [original(row[column]) for row in rows] == SLY
        assert [row[column] for row in rows if row[column][0] in "=+-@\t\r"] == ["-12.5"]
    export(sly, tmp_path / "sly.csv", "csv", "mentions")
    places = pd.read_csv(tmp_path / "sly.csv")
    assert places["lat"].dtype == places["lon"].dtype == float


def test_negative_numbers_stay_numbers(gibraltar, tmp_path):
    export(gibraltar, tmp_path / "m.csv", "csv", "mentions")
    places = pd.read_csv(tmp_path / "m.csv")
    assert places["lon"].dtype == float
    assert places["lon"].min() < 0


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_is_whole_or_as_it_was(format, sample, tmp_path, monkeypatch):
    file = tmp_path / "out"
    file.write_text("what was there")
    write = exporting._writer

    def full(format):
        def stop(out, batches, told):
            write(format)(out, batches, told)
            raise OSError(errno.ENOSPC, "No space left on device")

        return stop

    monkeypatch.setattr(exporting, "_writer", full)
    with pytest.raises(ExportError, match="No space left"):
        export(sample.atlas, file, format)
    assert file.read_text() == "what was there"
    assert list(tmp_path.iterdir()) == [file]
    monkeypatch.undo()
    export(sample.atlas, file, format)
    assert len(read_back(file, format)) == len(sample.atlas.countries(Selection()))
    assert {path.name for path in tmp_path.iterdir()} <= {"out", "out.meta.json"}


def test_the_same_export_is_the_same_bytes(sample, tmp_path):
    for format in FORMATS:
        for name in ("one", "two"):
            export(sample.atlas, tmp_path / name, format, "mentions")
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_cannot_be_written_is_said(sample, tmp_path):
    with pytest.raises(ExportError, match="no places of their own"):
        export(sample.atlas, tmp_path / "x", "geojson", "articles")
    with pytest.raises(ExportError, match="cannot be written"):
        export(sample.atlas, tmp_path / "nowhere" / "x", "csv")
    with pytest.raises(ExportError, match="not a file"):
        export(sample.atlas, tmp_path, "csv")
    with pytest.raises(LookupError):
        export(sample.atlas, tmp_path / "x", "csv", "countries", Selection(organisations=("SOC",)))
    assert not list(tmp_path.iterdir())
