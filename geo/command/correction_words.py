"""Corrections on the command line: from options to a correction, and from a correction to a line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.atlas.answers.correcting import Consequences, as_read
from geo.atlas.atlas import Atlas
from geo.command.console import one_line
from geo.corrections.correction import Correction, Meaning, Reading, Scope, digest_of
from geo.toponyms.lookup import look_up
from geo.toponyms.mention import Use
from geo.world.countries import countries

_SCOPES = {"mention": "this one mention in", "article": "in", "everywhere": "everywhere"}
_MOST = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of `add`."""

    text: str
    read_as: str = ""
    used: Use | None = None
    article: str = ""
    at: int | None = None
    meant: str = ""
    country: str = ""
    no_place: bool = False
    use: Use | None = None


def wanted(atlas: Atlas, asked: Asked) -> Correction:
    """The correction asked for; LookupError says what is not to be found, or not clear without a further option."""
    if bool(asked.meant) + asked.no_place + bool(asked.use) != 1:
        raise LookupError("Say one thing: --is a country or place, --no-place, or --use.")
    if asked.at is not None and not asked.article:
        raise LookupError("--at counts characters of an article: name it with --article.")
    scope: Scope = "mention" if asked.at is not None else "article" if asked.article else "everywhere"
    made = Correction(
        scope,
        asked.text,
        _reading(atlas, asked),
        meaning=meaning(asked.meant, asked.country) if asked.meant else None,
        no_place=asked.no_place,
        use=asked.use,
        article=asked.article,
    )
    if asked.at is None:
        return made
    text = atlas.article(asked.article).article.text
    return replace(made, start=asked.at, end=asked.at + len(asked.text), digest=digest_of(text))


def meaning(name: str, country: str = "") -> Meaning:
    """The country or place of a name, in a country where one is named; LookupError where that is none, or several."""
    if name.upper() in countries():
        found = countries()[name.upper()]
        return Meaning(found.iso3, "country", found.name, found.lat, found.lon)
    senses = look_up(name, _MOST, country.upper() or None)
    if not senses:
        where = f" in {country.upper()}" if country else ""
        raise LookupError(f"The gazetteer has no country or place {name!r}{where}.")
    if not country and len({sense.iso3 for sense in senses if sense.name == senses[0].name}) > 1:
        known = ", ".join(dict.fromkeys(str(sense.iso3) for sense in senses))
        raise LookupError(f"There is a {name!r} in several countries: say which with --in ({known}).")
    return Meaning.of(senses[0])


def _reading(atlas: Atlas, asked: Asked) -> Reading:
    if asked.at is not None:
        for mention in atlas.article(asked.article).mentions:
            if (mention.start, mention.text) == (asked.at, asked.text):
                return Reading.of(as_read(mention, atlas.corrections()))
        raise LookupError(f"No name {asked.text!r} is read at {asked.at} of {asked.article}.")
    found = list(atlas.readings(asked.text, asked.article))
    if asked.read_as:
        found = [one for one in found if asked.read_as.upper() in (one.iso3, one.organisation)]
    if asked.used:
        found = [one for one in found if one.use == asked.used]
    if not found:
        raise LookupError(f"No name {asked.text!r} is read so here: `dateline export` lists what is.")
    if any(not one.means(found[0]) for one in found):
        raise LookupError(f"{asked.text!r} is read in several ways: say which with --read ({_codes(found)}).")
    if asked.use and len({one.use for one in found}) > 1:
        uses = ", ".join(sorted({one.use for one in found}))
        raise LookupError(f"{asked.text!r} is used in several ways: say which is wrong with --used ({uses}).")
    return found[0]


def _codes(found: Sequence[Reading]) -> str:
    return ", ".join(sorted({one.iso3 or one.organisation or one.name for one in found}))


def changes(found: Consequences) -> str:
    """What would change, for a terminal."""
    lines = [f"{found.mentions:,} mentions in {found.articles:,} articles change."]
    for one in found.countries:
        name = countries()[one.iso3].name
        lines.append(
            f"  {name}: mentions {one.mentions[0]:,} -> {one.mentions[1]:,}, "
            f"articles {one.articles[0]:,} -> {one.articles[1]:,}"
        )
    if found.older:
        lines.append(
            f"  {found.older:,} of the articles were read by another version of the geoparser and are read anew, "
            "so that more than this may change in them."
        )
    return "\n".join(lines)


def correction_line(one: Correction) -> str:
    """A correction in one line: its id, what it says, who said so and when."""
    where = f"{_SCOPES[one.scope]} {one.article}".strip() + (f" at {one.start}" if one.scope == "mention" else "")
    said = f"{one.id}  “{one.text}” ({_known(one.read)}) {where}: {_instead(one)}"
    signed_by = f"  [{one.who or 'somebody'}, {one.at[:10]}{f': {one.note}' if one.note else ''}]"
    return one_line(said + signed_by)


def _instead(one: Correction) -> str:
    if one.use is not None:
        return f"used as {one.use}, not {one.read.use}"
    if one.meaning is None:
        return "no place"
    return f"{one.meaning.name} ({one.meaning.iso3 or one.meaning.organisation})"


def _known(read: Reading) -> str:
    return f"{read.kind} {read.iso3 or read.organisation or read.name}"
