"""Dateline as a component of spaCy: `nlp.add_pipe("dateline")` on any English pipeline, `spacy.blank("en")` included.

Mentions are left as spans in `doc.spans["dateline"]`, labelled with their kind. Each span has these attributes:

    span._.iso3            ISO 3166-1 alpha-3, XKX, a historic code such as SUN, or None
    span._.kind            country | demonym | capital | place | seat | historic | organisation | region
    span._.use             place | actor | modifier | name
    span._.name            what is meant: "Kabul"
    span._.lat, span._.lon WGS84 degrees, or None
    span._.organisation    code, or None
    span._.confidence      probability, 0 to 1
    span._.why             tuple of short reasons
    span._.mention         all of it, as a `geo.toponyms.mention.Mention` with the exact offsets in `doc.text`

Spans are whole tokens. Where a name ends inside a token, as "U.S." does in "U.S.-led", the span is the whole token and
`span._.mention` says where the name is. Two names in one token give two spans over it.
"""

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from geo.toponyms.mention import Mention

SPANS = "dateline"
ATTRIBUTES = ("iso3", "kind", "use", "name", "lat", "lon", "organisation", "confidence", "why", "mention")
# Where the mentions of a span are kept: spaCy's own store, so that copies, bytes and Doc.from_docs carry them along.
_STORE = "dateline_mentions"


class Attribute:
    """Getter of one attribute; a class, not a closure, since spaCy pickles its getters for other processes."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, span: Span) -> Any:
        """Return the attribute, or None for a span that is no mention."""
        mention = mention_of(span)
        return mention if mention is None or self.name == "mention" else getattr(mention, self.name)


class Dateline:
    """The component. Every instance of a process shares one geoparser."""

    def __init__(self, prefix: str = "", min_confidence: float = 0.0) -> None:
        # Loaded here: spaCy imports this module whenever it looks for factories, wanted or not.
        from geo.toponyms.geoparser import Geoparser

        self.prefix = prefix
        self.min_confidence = min_confidence
        self._read = Geoparser.load().read
        register(prefix)

    def __reduce__(self) -> tuple[type["Dateline"], tuple[str, float]]:
        return Dateline, (self.prefix, self.min_confidence)

    def __call__(self, doc: Doc) -> Doc:
        """Read the document and leave its mentions in `doc.spans`."""
        spans: list[Span] = []
        kept: dict[tuple[int, int], list[list[Any]]] = {}
        for mention in self._read(doc.text):
            if mention.confidence < self.min_confidence:
                continue
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            assert span is not None, "a mention lies inside the text it was read from"
            here = kept.setdefault((span.start, span.end), [])
            # The id tells apart the names of one token; it is what spans keep through every copy.
            spans.append(Span(doc, span.start, span.end, label=mention.kind, span_id=len(here)))
            here.append(_packed(mention, span.start_char))
        for (start, end), mentions in kept.items():
            doc[start:end]._.set(_STORE, mentions)
        doc.spans[SPANS] = spans
        return doc


def mention_of(span: Span) -> Mention | None:
    """Return the mention that a span of `doc.spans["dateline"]` stands for, its offsets those of the span's document.

    None for any other span, and where a document was stored without its user data (`DocBin(store_user_data=True)` keeps
    it), which loses every attribute but the label.
    """
    kept = span._.get(_STORE)
    if not kept or span.id >= len(kept):
        return None
    start, end, text, iso3, kind, use, name, lat, lon, organisation, confidence, why = kept[span.id]
    at = span.start_char
    return Mention(at + start, at + end, text, iso3, kind, use, name, lat, lon, organisation, confidence, tuple(why))


def _packed(mention: Mention, start: int) -> list[Any]:
    """The mention as plain values, its offsets counted from the start of its span."""
    return [
        mention.start - start,
        mention.end - start,
        mention.text,
        mention.iso3,
        mention.kind,
        mention.use,
        mention.name,
        mention.lat,
        mention.lon,
        mention.organisation,
        mention.confidence,
        list(mention.why),
    ]


def register(prefix: str = "") -> None:
    """Register the attributes of spans, so that documents read from disk have them before any pipeline is loaded.

    Raises ValueError where another package has registered one of the names.
    """
    if not Span.has_extension(_STORE):
        Span.set_extension(_STORE, default=None)
    for name in ATTRIBUTES:
        wanted = prefix + name
        if Span.has_extension(wanted):
            getter = Span.get_extension(wanted)[2]
            if isinstance(getter, Attribute) and getter.name == name:
                continue
            raise ValueError(
                f"Something else has registered the attribute span._.{wanted}. Choose a prefix: "
                f'nlp.add_pipe("dateline", config={{"prefix": "dateline_"}}) gives span._.dateline_{name}.'
            )
        Span.set_extension(wanted, getter=Attribute(name))


@Language.factory(
    "dateline",
    assigns=["doc.spans"],
    default_config={"prefix": "", "min_confidence": 0.0},
)
def create_component(nlp: Language, name: str, prefix: str, min_confidence: float) -> Dateline:
    """Make the component for a pipeline.

    `prefix` stands before the names of the attributes; mentions below `min_confidence` (0 to 1) are left out.
    """
    return Dateline(prefix, min_confidence)
