"""What decides whether a candidate is a place of the country it seems to lie in: one row of numbers each."""

import math

from geo.toponyms import context, evidence, shape
from geo.toponyms.context import Context
from geo.toponyms.evidence import choices_of
from geo.toponyms.survey import Found, Survey

ARTICLE = ("focus_share", "names", "length")
MENTION = (
    "chance", "margin", "share", "near", "count", "parent", "parent_agrees", "is_parent", "in_focus", "trust",
    "person_here", "small_letters", "placed", "position",
)  # fmt: skip
FEATURES = (
    *shape.SIGNS,
    *context.SIGNS,
    *ARTICLE,
    *(f"choice_{name}" for name in evidence.STATIC),
    *MENTION,
)
_NO_CHOICE = (0.0,) * len(evidence.STATIC)
_UNCOMMON = 5.0
_OPENING = 400


def country_of(survey: Survey, one: Found) -> str | None:
    """The country a candidate would be given: its likeliest reading, or for an unknown name its parent's or the focus."""
    if one.told is not None:
        return one.told.choices[one.told.best].iso3
    if one.parent is not None:
        parent = survey.told.get(one.parent.form)
        return parent.choices[parent.best].iso3 if parent else choices_of(one.parent)[0].iso3
    return survey.focus


def of_article(survey: Survey) -> tuple[float, ...]:
    """The features that all candidates of a text share, in the order of ARTICLE."""
    told = survey.evidence
    focus = told.country[survey.focus] / told.total if survey.focus and told.total else 0.0
    return focus, math.log1p(len(survey.told)), math.log10(len(survey.text) + 1)


def row(survey: Survey, one: Found, around: Context, article: tuple[float, ...]) -> list[float]:
    """The features of one candidate, in the order of FEATURES."""
    candidate, told = one.candidate, one.told
    signs = around.read(survey.text, one.start, one.end, candidate.before, candidate.after)
    form = candidate.form
    person = (form if " " not in form else form.rsplit(" ", 1)[1]) in survey.people
    small = candidate.shape[shape.COMMON] < _UNCOMMON and f" {form} " in survey.text
    placed = form in survey.placed
    position = min(1.0, one.start / _OPENING)
    parent = one.parent is not None
    if told is None:
        mention = (0.0, 0.0, article[0], 0.0, 0.0, parent, parent, 0.0, 1.0, 0.0, person, small, placed, position)
        return [*candidate.shape, *signs, *article, *_NO_CHOICE, *mention]
    best, chances = told.best, told.chances
    choice, chance = told.choices[best], chances[best]
    second = sorted(chances)[-2] if len(chances) > 1 else 0.0
    agrees = parent and any(other.iso3 == choice.iso3 for other in choices_of(one.parent))
    share, near = survey.evidence.share(told, best)
    mention = (
        chance, chance - second, share, near, math.log(told.count), parent, agrees, one.child,
        choice.iso3 == survey.focus, told.trust, person, small, placed, position,
    )  # fmt: skip
    return [*candidate.shape, *signs, *article, *choice.static, *mention]
