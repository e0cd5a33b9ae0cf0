"""A selection in words: one English sentence that says what a figure counts."""

import re
from collections.abc import Sequence
from datetime import date

from geo.atlas.atlas import Atlas, Totals
from geo.atlas.selection import Selection
from geo.world.countries import countries
from geo.world.memberships import statuses

# Codes that English says without an article: they are read as words, not letter by letter.
_BARE = frozenset({"NATO", "ASEAN", "ECOWAS", "OPEC", "AUKUS", "MERCOSUR", "GUAM", "BRICS", "CICA", "SAARC"})
_KINDS = {
    "country": "by their names",
    "demonym": "by their people’s names",
    "capital": "by their capitals",
    "place": "by places in them",
    "seat": "by seats of government",
    "historic": "by historic names",
    "organisation": "by organisations",
    "region": "by regions",
}
_USES = {"place": "as places", "actor": "as actors", "modifier": "as descriptions", "name": "inside other names"}
_LONGEST_SEARCH = 120  # characters of a search that are repeated
_FEW = 4  # countries that are listed by name


def describe(selection: Selection, atlas: Atlas) -> str:
    """What is counted under `selection` and how much it is, every filter said, with the full stop.

    Names of sources and of a user's organisations, and a search as it was typed, stand in it: text from outside. Raises
    LookupError as `totals` does.
    """
    totals = atlas.totals(selection)
    counted = _number(totals.mentions, "mention") if totals.mentions else "No mentions"
    if selection == Selection() and totals.mentions > 1:
        counted = f"All {counted}"
    articles = f"{_articles(selection, totals)}{_sources(selection)}{_search(selection)}"
    parts = [f"{counted} of {_whom(selection, atlas)}{_how(selection)} in {articles}"]
    parts += [part for part in (_period(selection, totals), _undated(selection, totals)) if part]
    sentence = ", ".join(parts)
    if selection.organisations and totals.undated:
        sentence += f" (by the memberships of {_day(atlas.standing_on(selection))})"
    return sentence + "."


def days(first: date, last: date) -> str:
    """A period as one would say it: 26 August to 17 September 2021."""
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _whom(selection: Selection, atlas: Atlas) -> str:
    if not selection.organisations:
        return "countries"
    kind = listed([_plural(statuses()[status].label) for status in selection.statuses], "or") or "nobody"
    named = [_organisation(code, atlas) for code in selection.organisations]
    if selection.combine == "without" and len(named) > 1:
        group = f"{named[0]} but not {listed(named[1:], 'or')}"
    elif selection.combine == "all" and len(named) > 1:
        group = ("both " if len(named) == 2 else "all of ") + listed(named, "and")
    else:
        group = listed(named, "or")
    whom = f"{kind} of {group}, by the article’s date,"
    found = list(atlas.countries(selection)["iso3"])
    named = [countries()[iso3].in_a_sentence for iso3 in found]
    return f"{whom} namely {listed(named, 'and')}," if 0 < len(found) <= _FEW else whom


def _how(selection: Selection) -> str:
    ways = listed([_KINDS.get(kind, kind) for kind in selection.kinds], "or")
    uses = listed([_USES.get(use, use) for use in selection.uses], "or")
    least = selection.min_confidence
    sure = f"with a confidence of {100 * least:.10g}% or more" if least > 0 else ""  # 0.855 in full, not as 85 or 86
    return "".join(f" {words}" for words in (ways, uses, sure) if words)


def _articles(selection: Selection, totals: Totals) -> str:
    """What is counted, and in brackets what it would be counted the other way, where that differs."""
    ways = [(totals.articles, _number(totals.articles, "article")), (totals.stories, _stories(totals.stories))]
    (whole, counted), (other, otherwise) = reversed(ways) if selection.by == "story" else ways
    among = counted if totals.mentioning == whole else f"{totals.mentioning:,} of {counted}"
    return among if other == whole else f"{among} ({otherwise})"


def _stories(count: int) -> str:
    return "1 story" if count == 1 else f"{count:,} stories"


def _sources(selection: Selection) -> str:
    named = [source or "unstated sources" for source in selection.sources]
    return f" from {listed(named, 'or')}" if named else ""


def _search(selection: Selection) -> str:
    typed = " ".join(selection.search.split())
    if len(typed) > _LONGEST_SEARCH:
        typed = typed[: _LONGEST_SEARCH - 1] + "…"
    return f" matching {quoted(typed)}" if typed else ""


def quoted(text: str) -> str:
    """A text in quotation marks, its own turned into single ones: “‘drone strike’ OR Kabul”."""
    parts = re.split('["“”„«»]', text)
    inside = "".join(part + "‘’"[at % 2] for at, part in enumerate(parts[:-1])) + parts[-1]
    return f"“{inside}”"


def _period(selection: Selection, totals: Totals) -> str:
    since, until = selection.since, selection.until
    if since and until:
        return days(since, until)
    if since:
        return f"since {_day(since)}"
    if until:
        return f"until {_day(until)}"
    return days(totals.first, totals.last) if totals.first and totals.last else ""


def _undated(selection: Selection, totals: Totals) -> str:
    if (selection.since or selection.until) and not selection.undated:
        return "undated ones left out"
    if totals.undated and totals.undated == totals.articles:
        return "undated"
    return f"{totals.undated:,} undated" if totals.undated else ""


def listed(words: Sequence[str], last: str) -> str:
    """One, two or three: with commas, and the word before the last."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def _organisation(code: str, atlas: Atlas) -> str:
    if "_" in code:  # no code that anybody says
        return f"the {atlas.memberships.organisations[code].name}"
    return code if code in _BARE else f"the {code}"


def _plural(label: str) -> str:
    """members, dialogue partners, members with frozen participation."""
    first, *rest = label.split(" ", 1)
    if rest and rest[0].split(" ")[0] in ("in", "with", "for", "to"):
        return f"{_s(first)} {rest[0]}"
    return _s(label)


def _s(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith(("ry", "ty")) else f"{word}s"


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
