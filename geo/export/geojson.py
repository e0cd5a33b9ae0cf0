"""GeoJSON by RFC 7946: WGS84, exterior rings counterclockwise, nothing across 180 degrees."""

from typing import Any, BinaryIO

import orjson
import pyarrow as pa
import shapely

from geo.atlas.answers.shapes import as_shapes


def write_geojson(out: BinaryIO, batches: pa.RecordBatchReader, told: dict[str, Any]) -> int:
    """Write a FeatureCollection; how many features. What is told of them is its member `dateline`.

    A row that has no place is a feature with the geometry null, so that the figures add up. Raises ValueError for
    tables that have no places.
    """
    out.write(b'{"type":"FeatureCollection","dateline":' + orjson.dumps(told) + b',"features":[')
    rows = 0
    for batch in batches:
        shapes = as_shapes(pa.Table.from_batches([batch])).geometry
        for row, shape in zip(batch.to_pylist(), shapes, strict=True):
            geometry = orjson.Fragment(shapely.to_geojson(shape)) if shape else None
            feature = {"type": "Feature", "properties": row, "geometry": geometry}
            out.write((b",\n" if rows else b"\n") + orjson.dumps(feature))
            rows += 1
    out.write(b"\n]}\n")
    return rows
