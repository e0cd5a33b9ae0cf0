"""Names in a row: in "Russia, China and Iran agreed" each is used as the whole row is."""

from collections.abc import Sequence

Span = tuple[int, int, str]
_JOINS = frozenset(
    (",", "and", "or", "nor", ", and", ", or", "&", "/", "and the", "or the", ", the", ", and the", "as well as")
)
_LONGEST_JOIN = 14


def rows(text: str, spans: Sequence[Span]) -> list[tuple[int, int] | None]:
    """For each span (start, end, kind): where the row of names that it belongs to starts and ends, or None.

    Two names with a mere comma between are no row: "Paris, Texas" is one place.
    """
    found: list[tuple[int, int] | None] = [None] * len(spans)
    first = 0
    while first < len(spans):
        last, joined = first, False
        while last + 1 < len(spans):
            join = _join(text, spans[last], spans[last + 1])
            if join is None:
                break
            joined = joined or join != ","
            last += 1
        if last > first and (joined or last - first > 1):
            row = (spans[first][0], spans[last][1])
            found[first : last + 1] = [row] * (last + 1 - first)
        first = last + 1
    return found


def _join(text: str, one: Span, other: Span) -> str | None:
    gap = other[0] - one[1]
    if not 0 < gap <= _LONGEST_JOIN or (one[2] == "demonym") != (other[2] == "demonym"):
        return None
    join = " ".join(text[one[1] : other[0]].split())
    if join == "," and one[2] != other[2]:
        # "Lyon, France" and "After the fall of the Soviet Union, Moscow ..." are no rows.
        return None
    return join if join in _JOINS else None
