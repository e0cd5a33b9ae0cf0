"""Assign: articles newly told join the stories they copy, or found their own; a story that two share becomes one.

Stories are the connected parts of the graph whose edges are the pairs that share a key and are alike. Whether a pair
has an edge depends on the two articles alone, so the stories of a set of articles are the same in whatever order and
batches it was told. A story's id is its earliest article's date and id: it changes only when an earlier copy turns up,
or when an article shows two stories to be one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from geo.articles.article import Article
from geo.stories.likeness import Likeness, Side, compare

_SIDES_KEPT = 4096  # articles ready for comparison, about 10 KB each


@dataclass(frozen=True, slots=True)
class Link:
    """The reason for a fold: two articles and how alike they are."""

    one: str
    other: str
    likeness: Likeness


@dataclass(slots=True)
class Assignment:
    """What a batch changes: every new article's story, stories that got another id, and why.

    `renamed` maps the id a story had to the id it has now: articles told before must follow it, in the same commit, or
    one story is counted twice.
    """

    stories: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)


def own_story(article: Article) -> str:
    """The id of the story that an article alone makes."""
    return story_id(article.date, article.id)


def story_id(day: date | None, article_id: str) -> str:
    """A story's id, from its earliest article. Ids sort as text by date, the undated last."""
    return f"{day or 'undated'} {article_id}"


def founder(story: str) -> str:
    """The article whose date and id a story has."""
    return story.split(" ", 1)[1]


def assign(
    new: Sequence[Article],
    pairs: Iterable[tuple[str, str]],
    old: Mapping[str, Article],
    story_of: Mapping[str, str],
) -> Assignment:
    """Fold `new` articles into stories.

    `pairs` are the ids of articles that share a key, at least one of them new, in any order; `old` holds those told
    before that occur in them, and `story_of` the story each of these has. Links are those that were needed to join:
    once two articles are in one story, no further pair of it is compared.
    """
    articles = {**old, **{article.id: article for article in new}}
    story = {**story_of, **{article.id: own_story(article) for article in new}}
    parent: dict[str, str] = {}
    side = lru_cache(_SIDES_KEPT)(lambda name: Side(articles[name]))
    done = Assignment()
    for one, other in pairs:
        a, b = _root(parent, story[one]), _root(parent, story[other])
        if a == b:
            continue
        likeness = compare(side(one), side(other))
        if likeness.same:
            parent[max(a, b)] = min(a, b)
            done.links.append(Link(one, other, likeness))
    done.stories = {article.id: _root(parent, story[article.id]) for article in new}
    before = set(story_of.values())
    done.renamed = {name: now for name in sorted(before) if (now := _root(parent, name)) != name}
    return done


def _root(parent: dict[str, str], story: str) -> str:
    root = story
    while root in parent:
        root = parent[root]
    while story != root:
        parent[story], story = root, parent[story]
    return root
