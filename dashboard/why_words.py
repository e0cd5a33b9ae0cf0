"""The reasons of a reading in words and bars."""

from collections.abc import Sequence

from dashboard.safe import plain
from dashboard.wording import percent
from geo.atlas.answers.correcting import Consequences
from geo.corrections.correction import Correction
from geo.toponyms.explanation import Candidate, sentences
from geo.toponyms.mention import Mention
from geo.world.countries import countries

# What a candidate is called, by the note of its sense and else by its kind.
_WHAT = {
    "town": "town",
    "region": "state, province or region",
    "county": "county or district",
    "former capital": "former capital",
    "part": "part",
    "water": "water",
    "base": "base",
    "town part": "part of a town",
}
_KIND = {
    "country": "country",
    "demonym": "people",
    "capital": "capital",
    "place": "place",
    "seat": "seat of government",
    "historic": "former country",
    "organisation": "organisation",
    "region": "region of the world",
}
_USE = {
    "place": "used as a place",
    "actor": "used as an actor",
    "modifier": "used as a description",
    "name": "part of another name, so not counted",
}


def country_named(iso3: str | None) -> str:
    """A country's name as it stands in a sentence; its code where it is none of today."""
    return countries()[iso3].in_a_sentence if iso3 and iso3 in countries() else iso3 or ""


def called(name: str, kind: str, iso3: str | None, what: str = "") -> str:
    """ "Georgia, a country" as "Georgia (country)", and "Paris (town in the United States)"."""
    said = _WHAT.get(what, _KIND.get(kind, kind))
    within = f" in {country_named(iso3)}" if iso3 in countries() and kind not in ("country", "historic") else ""
    within = within.replace(" in ", " of ", 1) if kind in ("demonym", "capital", "seat") else within
    return f"{name} ({said}{within})"


def reading_html(mention: Mention, what: str, raw: Mention) -> str:
    """What a mention is read as, and how surely; `what` is the note of the sense chosen, `raw` before corrections."""
    uncorrected = mention == raw
    meant = called(mention.name, mention.kind, mention.iso3, what if uncorrected else "")
    if mention.iso3 is None and raw.iso3 is not None:
        meant = "no place"
    sure = f"{percent(mention.confidence)} sure" if uncorrected else "corrected, so taken as certain"
    words = plain(" ".join(mention.text.split()))
    return f'<p class="read">“{words}” is read as <b>{plain(meant)}</b>, {plain(_USE[mention.use])}; {sure}.</p>'


def instead_html(one: Correction) -> str:
    """What a correction puts right: the words, what was read in them, and what holds instead."""
    words, read, meant = plain(" ".join(one.text.split())), one.read, one.meaning
    if one.use is not None:
        was, now = _USE[read.use], _USE[one.use]
    else:
        was = called(read.name, read.kind, read.iso3)
        now = called(meant.name, meant.kind, meant.iso3) if meant is not None else "no place"
    return f'<p class="read">“{words}”, not {plain(was)} but <b>{plain(now)}</b>.</p>'


def reasons_html(mention: Mention) -> str:
    """What decided, a sentence each."""
    said = "".join(f"<li>{plain(one)}</li>" for one in sentences(mention, country_named))
    return f'<ul class="reasons">{said}</ul>'


def rivals_html(candidates: Sequence[Candidate]) -> str:
    """The readings that were weighed, as bars with their figures."""
    if not candidates:
        return ""
    if len(candidates) == 1:
        return "<h4>Nothing else was likely</h4><p>The gazetteer knows no other likely meaning of the name.</p>"
    rows = "".join(
        f"<li{' class=meant' if one.meant else ''}><b>{plain(called(one.name, one.kind, one.iso3, one.what))}</b>"
        f'<span class="chance">{percent(one.chance)}</span>'
        f'<span class="track" aria-hidden="true"><i style="width:{one.chance:.1%}"></i></span></li>'
        for one in candidates
    )
    return f'<h4>What it could have meant, if it is a place</h4><ol class="rivals">{rows}</ol>'


def corrected_html(one: Correction) -> str:
    """Who corrected a mention, when and why."""
    scope = {"mention": "this mention", "article": "this article", "everywhere": "wherever it is read so"}[one.scope]
    note = f" “{plain(one.note)}”" if one.note else ""
    when = plain(one.at[:10])
    return f'<p class="corrected">Corrected for {scope} by {plain(one.who or "a reader")}, {when}.{note}</p>'


def moves_html(found: Consequences) -> str:
    """What would change, as a sentence and a table of the countries' figures."""
    if not found.mentions:
        return '<p role="status">This changes nothing: no mention is read so.</p>'
    mentions = f"{found.mentions:,} mention{'s' * (found.mentions != 1)}"
    articles = f"{found.articles:,} article{'s' * (found.articles != 1)}"
    rows = "".join(
        f"<tr><th scope=row>{plain(countries()[one.iso3].name)}</th>"
        f"<td>{one.mentions[0]:,} → <b>{one.mentions[1]:,}</b></td>"
        f"<td>{one.articles[0]:,} → <b>{one.articles[1]:,}</b></td></tr>"
        for one in found.countries
    )
    older = (
        f"<p>Another version of the geoparser has read {found.older:,} of the articles: they are read anew as a whole,"
        " so that more may change in them.</p>"
        if found.older
        else ""
    )
    if not rows:
        return f"<p role=status>{mentions} in {articles} change; no country’s figure does.</p>{older}"
    head = (
        "<thead><tr><th scope=col>Whole atlas</th><th scope=col>Mentions</th><th scope=col>Articles</th></tr></thead>"
    )
    caption = f"<caption>{mentions} in {articles} change</caption>"
    return f'<table class="moves">{caption}{head}<tbody>{rows}</tbody></table>{older}'


def version_html(read_by: str, now: str) -> str:
    """Which geoparser read the article, and whether it is the one that gives these reasons."""
    if read_by == now:
        return f'<p class="version">Read by geocoder {plain(now)}.</p>'
    return (
        f'<p class="version">The article was read by geocoder {plain(read_by)}; the candidates are what {plain(now)}'
        " weighs now. <code>dateline build --refresh</code> reads it anew.</p>"
    )
