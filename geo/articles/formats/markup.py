"""The words of a piece of HTML, for feeds, which carry their articles as such."""

_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul",
])  # fmt: skip
_UNSEEN = frozenset(["script", "style", "noscript", "template", "iframe", "object", "svg"])


def words_of(markup: str) -> str:
    """What a reader would see of it: paragraphs apart by a blank line, no scripts; plain text stays as it is."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import etree, html

    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        seen = isinstance(element.tag, str) and element.tag not in _UNSEEN
        if event == "start" and seen and not _is_hidden(element):
            parts.append(_break(element.tag) + " ".join((element.text or "").split("\n")))
        elif event in ("end", "comment", "pi"):
            tail = "" if _is_hidden(element) else element.tail or ""
            parts.append((_break(element.tag) if seen and element.tag != "br" else "") + " ".join(tail.split("\n")))
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    paragraphs = "\n".join(lines).split("\n\n")
    return "\n\n".join(paragraph.strip() for paragraph in paragraphs if paragraph.strip())


def _break(tag: object) -> str:
    return "\n" if tag == "br" else "\n\n" if tag in _BLOCKS else ""


def _is_hidden(element: object) -> bool:
    return any(above.tag in _UNSEEN for above in element.iterancestors())  # type: ignore[attr-defined]
