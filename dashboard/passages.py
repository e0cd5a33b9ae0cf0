"""Sentences as HTML: the country's own mentions marked with their kind and use, the others lightly."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dashboard.marks import Marks
from dashboard.safe import marked, plain
from dashboard.wording import KIND_TAGS, USE_MARKS, USE_MEANINGS
from geo.articles.article import Article
from geo.atlas.atlas import Passage
from geo.atlas.search.hits import Hit, hits
from geo.atlas.search.language import Phrase
from geo.toponyms.mention import Mention
from geo.world.countries import countries

# Colour, underline and a word say the same thing thrice, so that none of them is needed.
LEGEND = (
    '<p class="legend">Named as'
    + "".join(f' <mark class="own use-{use}">{plain(name)}</mark>' for use, name in USE_MARKS.items())
    + ' · <mark class="other">another country</mark> <mark class="uncounted">not counted</mark></p>'
)
FOUND = '<mark class="hit">your search</mark>'


def legend(sought: Sequence[Phrase]) -> str:
    """What the marks mean, those of a search among them where there is one."""
    return LEGEND.replace("</p>", f" · {FOUND}</p>") if sought else LEGEND


def passages_html(
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    sought: Sequence[Phrase] = (),
    marks: Marks | None = None,
) -> str:
    """A country's sentences in one article: what is counted in them marked, the article's other `mentions` lightly.

    What a search found in them is marked apart from both. With `marks` the mentions can be asked for their reasons.
    """
    return "".join(
        f'<blockquote class="passage" dir="auto">{_passage(passage, mentions, sought, marks)}</blockquote>'
        for passage in passages
    )


def foremost(passages: Sequence[Passage], sought: Sequence[Phrase], most: int) -> list[Passage]:
    """So many of an article's passages in their order, those with what is sought before others."""
    first = sorted(passages, key=lambda passage: not hits(passage.text, sought)) if sought else passages
    return sorted(first[:most], key=lambda passage: passage.start)


def _passage(passage: Passage, mentions: Sequence[Mention], sought: Sequence[Phrase], marks: Marks | None) -> str:
    own = {(mention.start, mention.end) for mention in passage.mentions}
    inside = _within(mentions, passage.start, passage.start + len(passage.text))
    others = [mention for mention in inside if (mention.start, mention.end) not in own]

    def look(mention: Mention) -> dict[str, str]:
        found = _mark(mention, own=(mention.start, mention.end) in own)
        return found | marks.attributes(passage.start + mention.start) if marks else found

    return _both(passage.text, [*passage.mentions, *others], sought, look)


def article_html(
    article: Article,
    mentions: Sequence[Mention],
    iso3: str | None,
    sought: Sequence[Phrase] = (),
    marks: Marks | None = None,
) -> tuple[str, str]:
    """A whole article as HTML, its title and its body, with every mention and all that is sought marked in both.

    With `iso3` None each country's mentions are marked as its own. An article without a title says so. With `marks`
    the mentions can be asked for their reasons.
    """

    def part(start: int, end: int) -> str:
        def look(mention: Mention) -> dict[str, str]:
            found = _mark(mention, own=mention.iso3 == (iso3 or mention.iso3))
            return found | marks.attributes(start + mention.start) if marks else found

        return _both(text[start:end], _within(mentions, start, end), sought, look)

    text = article.text
    start = len(text) - len(text.lstrip())
    titled = bool(article.title) and text.startswith(article.title, start)
    cut = start + len(article.title) if titled else start
    body_start = len(text) - len(text[cut:].lstrip())
    title = part(start, cut) if titled else _both(article.title, (), sought, lambda m: {})
    named = f'<h2 class="article-title" dir="auto">{title or "Untitled article"}</h2>'
    body = part(body_start, len(text.rstrip()))
    return named, f'<div class="whole-text" dir="auto">{body}</div>'


def _both(
    text: str, mentions: Sequence[Mention], sought: Sequence[Phrase], look: Callable[[Mention], dict[str, str]]
) -> str:
    """A text with its mentions and what a search found in it marked; words found within a mention lie in its mark."""
    found = [piece for hit in hits(text, sought) for piece in _cut(hit, mentions)] if sought else []
    spans: list[Mention | Hit] = [*mentions, *found]
    return marked(text, spans, lambda one: {"class": "hit"} if isinstance(one, Hit) else look(one))


def _cut(hit: Hit, mentions: Sequence[Mention]) -> Iterator[Hit]:
    """A hit in pieces, cut where a mention begins or ends: marks lie in one another, they do not cross."""
    at = hit.start
    for end in sorted({edge for m in mentions for edge in (m.start, m.end) if hit.start < edge < hit.end} | {hit.end}):
        yield Hit(at, end)
        at = end


def _within(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """The mentions in text[start:end], their offsets counted from there."""
    return [replace(m, start=m.start - start, end=m.end - start) for m in mentions if start <= m.start and m.end <= end]


def counts(mention: Mention) -> bool:
    """Whether a mention is counted: a country of today, and not merely part of another name."""
    return mention.iso3 in countries() and mention.use != "name"


def _mark(mention: Mention, own: bool) -> dict[str, str]:
    if not counts(mention):
        return {"class": "uncounted", "title": _said(mention)}
    if not own:
        return {"class": "other", "title": _said(mention)}
    return {"class": f"own use-{mention.use}", "data-kind": KIND_TAGS[mention.kind], "title": _said(mention)}


def _said(mention: Mention) -> str:
    use = USE_MEANINGS[mention.use].split(" (")[0]
    meant = mention.name if mention.name != mention.text else ""
    return " · ".join(part for part in (meant, KIND_TAGS[mention.kind], use) if part)
