"""What an exported file is called: what it holds, of which articles, of which edition."""

import re
import unicodedata
from collections.abc import Sequence

from geo.atlas.selection import Selection

_LONGEST = 120  # characters; some file systems take 255 bytes
_LONGEST_WORDS = 24


def file_name(what: str, edition: int, suffix: str, selection: Selection, countries: Sequence[str] = ()) -> str:
    """A name for a file, such as `dateline-countries-SCO-from-2021-08-26-edition-3.csv`: ASCII, without blanks.

    What is filtered by in some other way is said by "filtered" alone; the file itself says all of it.
    """
    parts = ["dateline", what, *countries[:3], *_asked(selection)]
    ending = f"-edition-{edition}{suffix}"
    return "-".join(filter(None, map(_plain, parts)))[: _LONGEST - len(ending)].rstrip("-") + ending


def _asked(selection: Selection) -> list[str]:
    """The filters that fit into a name, and whether there are others."""
    between = "-not-" if selection.combine == "without" else "-"
    named = [between.join(selection.organisations[:3])] if selection.organisations else []
    if selection.since:
        named.append(f"from-{selection.since}")
    if selection.until:
        named.append(f"to-{selection.until}")
    named += [words[:_LONGEST_WORDS] for words in (*selection.sources[:1], selection.search) if words]
    said = Selection(
        organisations=selection.organisations,
        combine=selection.combine,
        since=selection.since,
        until=selection.until,
        sources=selection.sources[:1],
        search=selection.search,
        by=selection.by,
    )
    return [*named, *(["filtered"] if said != selection else []), *(["by-story"] if selection.by == "story" else [])]


def _plain(part: str) -> str:
    """Letters, digits and hyphens: a name that every system takes, and no shell reads anything into."""
    letters = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_]+", "-", letters).strip("-")
