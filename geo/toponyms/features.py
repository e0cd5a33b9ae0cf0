"""What decides whether a candidate is a place of the country it seems to lie in: one row of numbers each."""

import math
import struct

import numpy as np

from geo.toponyms import context, evidence, shape
from geo.toponyms.context import Context
from geo.toponyms.evidence import choices_of
from geo.toponyms.survey import Found, Survey

MENTION = (
    "focus_share", "names", "length", "dateline",
    "chance", "margin", "share", "near", "count", "parent", "parent_agrees", "is_parent", "in_focus", "trust",
    "person_here", "small_letters", "placed", "position", "next_alone", "alone",
)  # fmt: skip
FEATURES = (*shape.SIGNS, *context.SIGNS, *(f"choice_{name}" for name in evidence.STATIC), *MENTION)

_PACK = struct.Struct(f"{len(MENTION)}f").pack
_NO_CHOICE = struct.pack(f"{len(evidence.STATIC)}f", *(0.0,) * len(evidence.STATIC))
_OPENING = 400
_DATELINE_UP_TO = 60

Article = tuple[float, float, float]


def country_of(survey: Survey, one: Found) -> str | None:
    """The country a candidate would be given: by its likeliest reading; an unknown name's parent's or the focus."""
    if one.told is not None:
        return one.told.choices[one.told.best].iso3
    if one.parent is not None:
        parent = survey.told.get(one.parent.form)
        return parent.choices[parent.best].iso3 if parent else choices_of(one.parent)[0].iso3
    return survey.focus


def matrix(survey: Survey, found: list[Found], around: Context) -> np.ndarray:
    """Return the features of each candidate, [candidates, FEATURES] in 32-bit floats."""
    return unpacked(packed(survey, found, around))


def unpacked(rows: list[bytes]) -> np.ndarray:
    """Return rows that `packed` made, of one text or of many, as one matrix, [candidates, FEATURES]."""
    return np.frombuffer(b"".join(rows), dtype=np.float32).reshape(-1, len(FEATURES))


def packed(survey: Survey, found: list[Found], around: Context) -> list[bytes]:
    """Return the features of each candidate as packed 32-bit floats, in pieces to be joined."""
    told = survey.evidence
    focus = told.country[survey.focus] / told.total if survey.focus and told.total else 0.0
    article = (focus, math.log1p(len(survey.told)), math.log10(len(survey.text) + 1))
    return [part for one in found for part in _row(survey, one, around, article)]


def _row(survey: Survey, one: Found, around: Context, article: Article) -> tuple[bytes, bytes, bytes, bytes]:
    candidate, told, text = one.candidate, one.told, survey.text
    look, start, end, form = candidate.look, one.start, one.end, candidate.form
    assert look is not None
    signs = around.read(text, start, end, candidate.before, candidate.after)
    rest = (
        (form if " " not in form else form.rsplit(" ", 1)[1]) in survey.people,
        look.common and survey.in_small_letters(form),
        form in survey.placed,
        min(1.0, start / _OPENING),
        candidate.following in survey.written,
        text[start:end] in survey.written,
    )
    near_top = start < _DATELINE_UP_TO or text.rfind("\n", start - _DATELINE_UP_TO, start) >= 0
    dateline = near_top and around.dateline(text, end)
    parent = one.parent is not None
    if told is None:
        mention = _PACK(*article, dateline, 0.0, 0.0, article[0], 0.0, 0.0, parent, parent, 0.0, 1.0, 0.0, *rest)
        return look.packed, signs, _NO_CHOICE, mention
    best, chances = told.best, told.chances
    choice, chance, second = told.choices[best], 1.0, 0.0
    if len(told.choices) > 1:
        chance, second = chances[best], sorted(chances)[-2]
    agrees = one.parent is not None and any(other.iso3 == choice.iso3 for other in choices_of(one.parent))
    share, near = survey.evidence.share(told, best)
    mention = _PACK(
        *article, dateline, chance, chance - second, share, near, math.log(told.count), parent, agrees, one.child,
        choice.iso3 == survey.focus, told.trust, *rest,
    )  # fmt: skip
    return look.packed, signs, choice.packed, mention
