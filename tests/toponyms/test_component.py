"""Dateline inside spaCy pipelines."""

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from geo.shipped import SEEDS
from geo.toponyms.component import ATTRIBUTES, SPANS, mention_of, register
from geo.toponyms.geoparser import Geoparser
from geo.toponyms.mention import Mention

SENTENCE = "Moscow said Afghan refugees had reached Tashkent."


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline")
    return nlp


def mentions(doc: Doc) -> list[Mention | None]:
    return [mention_of(span) for span in doc.spans[SPANS]]


def test_the_attributes_are_those_of_the_geoparser(nlp: Language) -> None:
    doc = nlp(SENTENCE)
    spans = doc.spans["dateline"]
    assert [(span.text, span._.iso3, span._.kind, span._.use, span.label_) for span in spans] == [
        ("Moscow", "RUS", "capital", "actor", "capital"),
        ("Afghan", "AFG", "demonym", "modifier", "demonym"),
        ("Tashkent", "UZB", "capital", "place", "capital"),
    ]
    for span, mention in zip(spans, Geoparser.load().read(SENTENCE), strict=True):
        assert span._.mention == mention
        for name in ATTRIBUTES[:-1]:
            assert getattr(span._, name) == getattr(mention, name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Nothing is named here.",
        "The Moscow-led bloc and ex-Soviet states met U.S.-led forces.",
        "A Franco-German plan, the Moscow–Beijing line and the Iran/Iraq war.",
        "Iran's envoy, the United States' allies and Kabul, Herat",
        "The US\nand\u00a0China  agreed.\n\nKABUL, Aug 25:",
        "#Kabul @Moscow (Tehran) \u201cBeijing\u201d Kabul...Herat Moscow2021",
    ],
)
def test_nothing_is_lost_between_characters_and_tokens(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert mentions(doc) == Geoparser.load().read(text)
    for span in doc.spans[SPANS]:
        mention = span._.mention
        assert span.start_char <= mention.start < mention.end <= span.end_char
        assert doc.text[mention.start : mention.end] == mention.text


def test_two_names_in_one_token_are_two_spans() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline")
    text = "Moscow-Tashkent trains"
    doc = nlp.get_pipe("dateline")(Doc(nlp.vocab, words=["Moscow-Tashkent", "trains"], spaces=[True, False]))
    assert doc.text == text
    assert [(span.text, span._.name) for span in doc.spans[SPANS]] == [
        ("Moscow-Tashkent", "Moscow"),
        ("Moscow-Tashkent", "Tashkent"),
    ]
    assert [m.text for m in mentions(doc) if m] == ["Moscow", "Tashkent"]


def test_the_seeds_read_the_same_in_spacy(nlp: Language) -> None:
    for seed in sorted(SEEDS.glob("*.txt")):
        text = seed.read_text(encoding="utf-8")
        assert mentions(nlp(text)) == Geoparser.load().read(text)


def test_bytes_keep_everything(nlp: Language) -> None:
    doc = nlp(SENTENCE)
    again = Doc(Vocab()).from_bytes(doc.to_bytes())
    assert mentions(again) == mentions(doc)
    same_vocab = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [span.label_ for span in same_vocab.spans[SPANS]] == ["capital", "demonym", "capital"]
    assert mentions(doc.copy()) == mentions(doc)


def test_a_bin_keeps_everything_with_its_user_data_and_the_kinds_without(nlp: Language) -> None:
    docs = list(nlp.pipe([SENTENCE, "No names.", "In Kabul."]))
    full = DocBin(docs=docs, store_user_data=True).to_bytes()
    again = list(DocBin().from_bytes(full).get_docs(spacy.blank("en").vocab))
    assert [mentions(doc) for doc in again] == [mentions(doc) for doc in docs]
    bare = list(DocBin().from_bytes(DocBin(docs=docs).to_bytes()).get_docs(nlp.vocab))
    assert [span.label_ for span in bare[0].spans[SPANS]] == ["capital", "demonym", "capital"]
    assert mentions(bare[0]) == [None] * 3


def test_documents_put_together_count_offsets_anew(nlp: Language) -> None:
    both = Doc.from_docs([nlp("In Kabul."), nlp(SENTENCE)])
    assert [m.text for m in mentions(both) if m] == ["Kabul", "Moscow", "Afghan", "Tashkent"]
    for mention in mentions(both):
        assert mention
        assert both.text[mention.start : mention.end] == mention.text


def test_other_spans_are_no_mentions(nlp: Language) -> None:
    doc = nlp(SENTENCE)
    assert doc[1:2]._.mention is None
    assert doc[1:2]._.iso3 is None


def test_two_processes(nlp: Language) -> None:
    texts = [SENTENCE, "In Kabul.", "The U.S.-led coalition left."] * 4
    assert [mentions(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=2)] == [
        mentions(doc) for doc in nlp.pipe(texts)
    ]


def test_a_pipeline_saved_and_loaded(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("dateline", config={"min_confidence": 0.999})
    nlp.to_disk(tmp_path / "pipeline")
    code = (
        "import spacy, sys; nlp = spacy.load(sys.argv[1]); doc = nlp(sys.argv[2]);"
        "print(nlp.pipe_names, [s._.iso3 for s in doc.spans['dateline'] if s._.confidence < 0.999])"
    )
    run = [sys.executable, "-c", code, str(tmp_path / "pipeline"), SENTENCE]
    assert (
        subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip()
        == "['sentencizer', 'dateline'] []"
    )


def test_a_name_taken_by_another_package_is_said_and_a_prefix_helps() -> None:
    Span.set_extension("taken_iso3", default="theirs")
    try:
        with pytest.raises(ValueError, match="Choose a prefix"):
            register("taken_")
        nlp = spacy.blank("en")
        nlp.add_pipe("dateline", config={"prefix": "where_"})
        doc = nlp("In Kabul.")
        assert [span._.where_iso3 for span in doc.spans[SPANS]] == ["AFG"]
    finally:
        for name in ("taken_iso3", *(f"where_{name}" for name in ATTRIBUTES)):
            if Span.has_extension(name):
                Span.remove_extension(name)
