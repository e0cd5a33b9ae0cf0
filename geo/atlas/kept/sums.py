"""The sums the map is drawn from: made by day and source, and from these by day and by month."""

import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas.kept.tables import TABLES

COUNTS = {"mentions": "source_mentions", "articles": "source_articles"}  # what is counted: its finest table
_NAMES = "month_names"
SUMS = (*(f"{level}_{count}" for count in COUNTS for level in ("month", "day", "source")), _NAMES)


def rolled_up(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """`tables` with the sums by day and source added up, and with the sums by day and by month made of them.

    Counts may be negative (they take a replaced article away); rows that come to nothing are left out.
    """
    whole = dict(tables)
    if names := whole.get(_NAMES):
        whole[_NAMES] = _summed(_NAMES, "mentions", names)
    for count, finest in COUNTS.items():
        if rows := whole.pop(finest, None):
            by_source = _summed(finest, count, rows)
            by_day = _summed(f"day_{count}", count, by_source)
            months = pc.cast(pc.floor_temporal(by_day["date"], unit="month"), pa.date32())
            by_month = by_day.set_column(by_day.schema.get_field_index("date"), "date", months)
            whole[finest], whole[f"day_{count}"] = by_source, by_day
            whole[f"month_{count}"] = _summed(f"month_{count}", count, by_month)
    return whole


def _summed(name: str, count: str, rows: pa.Table) -> pa.Table:
    schema = TABLES[name]
    by = [column for column in schema.names if column != count]
    summed = rows.group_by(by).aggregate([(count, "sum")])
    summed = summed.select([*by, f"{count}_sum"]).rename_columns(schema.names).cast(schema)
    return summed.filter(pc.not_equal(summed[count], 0))
