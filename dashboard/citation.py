"""A view as one cites it: a permanent link that holds the edition, and what every style of citation asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

import orjson

from dashboard.address import to_address
from dashboard.archive import Archive
from dashboard.view import View
from dashboard.wording import day
from geo.atlas.answers.sentence import describe

# What BibTeX reads as a command, and what it needs instead.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "^": r"\^{}", "~": r"\~{}", "“": "``", "”": "''", "’": "'",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """What is said of a view. `title` says in words what is counted; words of articles and of links may stand in it."""

    title: str
    url: str
    edition: int
    made: datetime
    dateline: str
    geocoder: str
    retrieved: date

    @property
    def _about(self) -> str:
        return (
            f"Edition {self.edition} of the atlas, made {day(self.made.date())} with Dateline {self.dateline} "
            f"(geoparser {self.geocoder})"
        )

    def plain(self) -> str:
        """For a footnote."""
        return f"Dateline. “{self.title}.” {self._about}. Retrieved {day(self.retrieved)} from {self.url}"

    def bibtex(self) -> str:
        """For BibTeX and BibLaTeX; the address stands as it is, as `url` wants it."""
        fields = {
            "author": "{Dateline}",
            "title": "{" + _tex(self.title) + "}",
            "year": str(self.made.year),
            "version": f"edition {self.edition}",
            "note": _tex(self._about),
            "url": self.url,
            "urldate": self.retrieved.isoformat(),
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{dateline-edition-{self.edition}-{self.retrieved:%Y%m%d},\n{lines}\n}}\n"

    def ris(self) -> str:
        """For EndNote, Zotero and others: one tag a line (Research Information Systems' format)."""
        tags = [
            ("TY", "DATA"), ("AU", "Dateline"), ("TI", _one_line(self.title)), ("PY", str(self.made.year)),
            ("DA", f"{self.made:%Y/%m/%d}/"), ("ET", str(self.edition)), ("N1", self._about), ("UR", self.url),
            ("Y2", f"{self.retrieved:%Y/%m/%d}/"), ("ER", ""),
        ]  # fmt: skip
        return "".join(f"{tag}  - {value}\r\n" for tag, value in tags)

    def csl_json(self) -> str:
        """For Zotero, Pandoc and whatever else speaks the Citation Style Language."""
        entry: Mapping[str, Any] = {
            "id": f"dateline-edition-{self.edition}-{self.retrieved:%Y%m%d}",
            "type": "dataset",
            "author": [{"literal": "Dateline"}],
            "title": self.title,
            "issued": {"date-parts": [_parts(self.made.date())]},
            "accessed": {"date-parts": [_parts(self.retrieved)]},
            "version": f"edition {self.edition}",
            "note": self._about,
            "URL": self.url,
        }
        return orjson.dumps([entry], option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def citation(archive: Archive, view: View, site: str, retrieved: date) -> Citation:
    """The citation of a view of an archive, at the edition that answers now; `site`: the page's address."""
    edition = archive.atlas.edition
    return Citation(
        title=_title(archive, view),
        url=permanent(view, edition.edition, site),
        edition=edition.edition,
        made=edition.made_at,
        dateline=edition.dateline,
        geocoder=", ".join(archive.atlas.geocoders()) or edition.geocoder,
        retrieved=retrieved,
    )


def permanent(view: View, edition: int, site: str) -> str:
    """The address of a view that gives the same figures whatever is built later."""
    where = site.partition("?")[0]
    rooted = where if "/" in where.partition("://")[2] else f"{where}/"
    return f"{rooted}?{urlencode(to_address(replace(view, edition=edition)), doseq=True)}"


def _title(archive: Archive, view: View) -> str:
    """What is on screen, in words."""
    if view.article is not None:
        try:
            return f"{_one_line(archive.atlas.article(view.article).heading)} (as read by Dateline)"
        except LookupError:
            pass
    said = _sentence(archive, view)
    if view.organisation is not None and view.organisation in archive.organisations:
        return f"{archive.organisations[view.organisation].name}: {said}"
    return f"{archive.name(view.country)} in the news: {said}" if view.country else said


def _sentence(archive: Archive, view: View) -> str:
    told = describe(view.selection, archive.atlas).removesuffix(".")
    if view.against is None:
        return told
    return f"{told}; against: {describe(view.against, archive.atlas).removesuffix('.')}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _one_line(text))


def _parts(when: date) -> list[int]:
    return [when.year, when.month, when.day]
