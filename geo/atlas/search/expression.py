"""A search as SQLite's FTS5 understands it."""

from geo.atlas.search.language import Every, Node, Phrase, Without

# An FTS5 query, and whether what is meant is every article that it does not match.
Expression = tuple[str, bool]


def expression(asked: Node) -> Expression:
    """The FTS5 query of a search, and whether its answer is to be turned round.

    FTS5 knows "this but not that" and no bare NOT; by De Morgan's laws every search is one query of its own kind or
    the complement of one. Words are folded letters and figures, so none can be taken for an operator.
    """
    if isinstance(asked, Phrase):
        return f'"{" ".join(asked.words)}"' + (" *" if asked.beginning else ""), False
    if isinstance(asked, Without):
        query, turned = expression(asked.part)
        return query, not turned
    found = [expression(part) for part in asked.parts]
    straight = [query for query, turned in found if not turned]
    turned_round = [query for query, turned in found if turned]
    if isinstance(asked, Every):
        return _both(straight, turned_round)
    query, turned = _both(turned_round, straight)  # a OR b is NOT (NOT a AND NOT b)
    return query, not turned


def _both(wanted: list[str], unwanted: list[str]) -> Expression:
    """All of `wanted` and none of `unwanted`."""
    if not wanted:
        return _chain(unwanted, "OR"), True
    if not unwanted:
        return _chain(wanted, "AND"), False
    return f"({_chain(wanted, 'AND')}) NOT ({_chain(unwanted, 'OR')})", False


def _chain(queries: list[str], operator: str) -> str:
    return f" {operator} ".join(f"({query})" for query in queries) if len(queries) > 1 else queries[0]


def ranking(phrases: tuple[Phrase, ...]) -> str:
    """The FTS5 query by which articles are ranked: any of the phrases that they are found for."""
    return _chain([expression(phrase)[0] for phrase in phrases], "OR")
