"""Reading the CSV tables of `data/`, so that a fault names its file and line."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path


class TableError(ValueError):
    """A table, ours or a user's, holds what it must not; the message is one sentence with file, line and the cure."""

    def __init__(self, path: Path, line: int, fault: str) -> None:
        super().__init__(f"{path.name}, line {line}: {fault}")
        self.path, self.line = path, line


def rows(path: Path, required: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of a CSV with a header; cells are stripped, missing ones are empty.

    A byte order mark, as spreadsheets write it, is skipped. Raises `TableError` when a required column is missing, a
    row has more cells than the header, or the file is no UTF-8 text; `OSError` when it cannot be opened.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restkey="", restval="", strict=True)
        try:
            missing = [column for column in required if column not in (reader.fieldnames or ())]
            if missing:
                raise TableError(path, 1, f"the header lacks {', '.join(missing)}; it must name {', '.join(required)}.")
            for row in reader:
                if "" in row:
                    raise TableError(
                        path, reader.line_num, 'more cells than the header has; put text with commas in "".'
                    )
                yield reader.line_num, {column: cell.strip() for column, cell in row.items()}
        except UnicodeDecodeError:
            raise TableError(path, reader.line_num + 1, "not UTF-8 text; save the table as CSV in UTF-8.") from None
        except csv.Error as fault:
            raise TableError(path, reader.line_num, f"not well-formed CSV ({fault}); check its quotes.") from None


def parts(cell: str) -> tuple[str, ...]:
    """The entries of a cell parted by `;`, without empty ones."""
    return tuple(entry.strip() for entry in cell.split(";") if entry.strip())
