"""What is being looked at; `address` writes it as a link and reads it back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from geo.atlas.search.language import Phrase, read
from geo.atlas.selection import Combine, Counted, Selection

Measure = Literal["mentions", "articles", "share"]
Scale = Literal["classes", "log"]
# A room answers one sort of question about a selection; `rooms` has what each of them shows.
Room = Literal["map", "blocs", "together", "compare", "own"]
Column = Literal["countries", "articles"]
Step = Literal["auto", "day", "week", "month", "year"]
# What stands with the map: mentions over time, who belonged when, or the top countries over time in the map's place.
Strip = Literal["time", "members", "countries"]
Ties = Literal["members", "all"]
Within = Literal["sentence", "paragraph", "article"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
SCALES: tuple[Scale, ...] = get_args(Scale)
ROOMS: tuple[Room, ...] = get_args(Room)
COLUMNS: tuple[Column, ...] = get_args(Column)
STEPS: tuple[Step, ...] = get_args(Step)
STRIPS: tuple[Strip, ...] = get_args(Strip)
TIES: tuple[Ties, ...] = get_args(Ties)
WITHIN: tuple[Within, ...] = get_args(Within)
COMBINES: tuple[Combine, ...] = get_args(Combine)
COUNTED: tuple[Counted, ...] = get_args(Counted)

# The two organisations outlined on the map when the address names none.
OVERLAY = ("SCO", "CSTO")
MOST_OVERLAYS = 3


@dataclass(frozen=True, slots=True)
class View:
    """A selection, with one status at least, and what is opened in it.

    `page` counts a list's articles from 1, a few at a time. `organisation` is the one whose page is open, `listing`
    what stands beside the map, `step` the timeline's, `within` how near two countries are named, `partner` the one
    whose sentences with the country are open, `against` the other side of a comparison, `edition` the atlas's where not
    the newest, `mark` the mention whose reasons are shown, and `spread` shows each figure as a range. `ties` outlines
    members alone or also observers, partners and candidates, `disputed` hatches disputed areas. What is opened lies
    over the room: first the article, then the organisation.
    """

    selection: Selection = field(default_factory=Selection)
    room: Room = "map"
    country: str | None = None
    article: str | None = None
    organisation: str | None = None
    page: int = 1
    measure: Measure = "mentions"
    scale: Scale = "classes"
    overlay: tuple[str, ...] = OVERLAY
    listing: Column = "countries"
    step: Step = "auto"
    within: Within = "sentence"
    against: Selection | None = None
    partner: str | None = None
    edition: int | None = None
    mark: str | None = None
    spread: bool = False
    strip: Strip = "time"
    ties: Ties = "members"
    disputed: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What a link may name. Sources are those of the atlas, "" among them when some articles state none."""

    organisations: Sequence[str] = ()
    statuses: Sequence[str] = ()
    countries: Sequence[str] = ()
    sources: Sequence[str] = ()


def sought(view: View) -> tuple[Phrase, ...]:
    """The phrases that the view's search looks for, to be marked wherever its articles are shown."""
    return read(view.selection.search).sought()


def opened(view: View, country: str | None = None, article: str | None = None) -> View:
    """`view` with another country, or an article of its, opened from the first page on."""
    if article is not None:
        return replace(view, article=article, mark=None)
    page = 1 if country != view.country else view.page
    partner = view.partner if country == view.country else None
    return replace(view, country=country, partner=partner, article=None, organisation=None, mark=None, page=page)


def among(view: View, organisations: Collection[str], sources: Collection[str]) -> View:
    """`view` with only those of its organisations and sources that are among these, which an archive has."""

    def kept(asked: Selection) -> Selection:
        return replace(
            asked,
            organisations=tuple(code for code in asked.organisations if code in organisations),
            sources=tuple(source for source in asked.sources if source in sources),
        )

    return replace(
        view,
        selection=kept(view.selection),
        against=kept(view.against) if view.against is not None else None,
        overlay=tuple(code for code in view.overlay if code in organisations),
        organisation=view.organisation if view.organisation in organisations else None,
    )


def cleared(view: View) -> View:
    """`view` without its filters and settings; where one is, what is opened, and in which edition, stays."""
    return View(
        room=view.room, country=view.country, organisation=view.organisation, edition=view.edition, mark=view.mark
    )
