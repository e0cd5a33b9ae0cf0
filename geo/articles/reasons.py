"""The kinds of trouble an article can have on its way in. Every reason opens with its kind, so that they add up."""

EMPTY = "empty"
NOT_TEXT = "not text"
BAD_ENCODING = "bad encoding"
NOT_READABLE = "not readable"
NO_DATE = "no date"
DATE_IN_DOUBT = "date in doubt"
TOO_LONG = "too long"
TOO_LARGE = "too large"
DUPLICATE = "duplicate id"
NOT_ENGLISH = "not English"
NO_TEXT = "no text"
MENDED = "mended"

KINDS = (
    EMPTY, NOT_TEXT, BAD_ENCODING, NOT_READABLE, NO_DATE, DATE_IN_DOUBT, TOO_LONG, TOO_LARGE, DUPLICATE, NOT_ENGLISH,
    NO_TEXT, MENDED,
)  # fmt: skip


def because(kind: str, more: str) -> str:
    """A reason: its kind and what there is to say about it."""
    return f"{kind}: {more}"


def kind_of(reason: str) -> str:
    """The kind a reason opens with; "other" where it opens with none."""
    kind = reason.partition(":")[0]
    return kind if kind in KINDS else "other"
