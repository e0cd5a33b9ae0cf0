"""Text for the cells of a CSV that somebody will open in a spreadsheet.

A spreadsheet takes a cell that opens with one of = + - @ for a formula and runs it, whatever the quotes around it in
the file; a tab or line break in front is skipped, and where the list separator of the computer is the semicolon or the
tab, a new cell begins inside the text as well (OWASP, "CSV Injection"). An apostrophe in front makes it text.
"""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# The full-width forms are read as the plain ones where Chinese or Japanese is typed.
_SIGNS = "=+\\-@＝＋－＠"
_RUNS = re.compile(rf"(\A(?=[' ]*[{_SIGNS}\t\r\n])|[;\t\r\n](?=[' ]*[{_SIGNS}]))")
_MENDED = re.compile(rf"(\A|[;\t\r\n])'(?=[' ]*[{_SIGNS}]|(?<=\A')[' ]*[\t\r\n])")
# What of a column needs to be looked at, for a library that knows no lookahead.
_SUSPECT = rf"\A[' ]*[{_SIGNS}\t\r\n]|[;\t\r\n][' ]*[{_SIGNS}]"
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?")


def harmless(cell: str) -> str:
    """`cell` with an apostrophe before whatever a spreadsheet would run; a plain number (-3.5) is left as it is."""
    return cell if _NUMBER.fullmatch(cell) else _RUNS.sub(r"\1'", cell)


def harmless_column(column: pa.Array) -> list[str | None]:
    """`harmless` of each text of a column, null left as None; a text in a hundred costs Python's time."""
    cells: list[str | None] = column.to_pylist()
    suspect = pc.match_substring_regex(column, _SUSPECT).fill_null(False)
    for place in np.flatnonzero(suspect.to_numpy(zero_copy_only=False)):
        cells[place] = harmless(str(cells[place]))
    return cells


def original(cell: str) -> str:
    """What `harmless` was given for `cell`: each apostrophe that it put in is taken out, and no other."""
    return cell if _NUMBER.fullmatch(cell) else _MENDED.sub(r"\1", cell)
