"""GeoParquet 1.1: Parquet with a column of places that geopandas, QGIS, DuckDB and BigQuery know for what it is."""

import io
from functools import cache
from typing import Any, BinaryIO

import geopandas
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo.atlas.answers.shapes import as_shapes

_PLACES = "geometry"


def write_geoparquet(out: BinaryIO, batches: pa.RecordBatchReader, told: dict[str, Any]) -> int:
    """Write all rows; how many. What is told of them is JSON under the key `dateline` of the file's metadata.

    Raises ValueError for tables that have no places.
    """
    places = pa.field(_PLACES, pa.binary())
    known = {"geo": _specification(), "dateline": orjson.dumps(told)}
    schema = batches.schema.append(places).with_metadata(known)
    rows = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in batches:
            wkb = shapely.to_wkb(as_shapes(pa.Table.from_batches([batch])).geometry.to_numpy())
            writer.write_batch(pa.record_batch([*batch.columns, pa.array(wkb, pa.binary())], schema=schema))
            rows += batch.num_rows
    return rows


@cache
def _specification() -> bytes:
    """What geopandas writes of such a column: version, encoding, reference system.

    The box round all places is left out, and the kinds of shapes are not listed: neither is known before the last row,
    and readers take both from the rows where they are not said.
    """
    sample = io.BytesIO()
    geopandas.GeoDataFrame({_PLACES: []}, geometry=_PLACES, crs="EPSG:4326").to_parquet(sample, schema_version="1.1.0")
    told = orjson.loads(pq.read_schema(sample).metadata[b"geo"])
    column = told["columns"][_PLACES]
    column.pop("bbox", None)
    column |= {"geometry_types": [], "orientation": "counterclockwise"}
    return orjson.dumps(told)
