"""The language of a search: words, "phrases", beginnings*, AND, OR, NOT and brackets.

Words side by side must all occur. NOT binds closest, then AND, then OR. Whatever somebody types is read as something,
and what had to be mended is said.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from geo.atlas.search.words import words

MOST_WORDS = 200  # of a search; beyond them SQLite's own limits come near
_DEEPEST = 20  # brackets within brackets
_QUOTES = '"“”„‟«»＂'
_TOKEN = re.compile(rf"[{_QUOTES}]|[()]|\*|[^\s()*{_QUOTES}]+")
_QUOTED = re.compile(rf"([^{_QUOTES}]*)([{_QUOTES}]?)(\*?)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another; with `beginning` the last one may go on."""

    words: tuple[str, ...]
    beginning: bool = False

    def __str__(self) -> str:
        star = "*" if self.beginning else ""
        return f'"{" ".join(self.words)}{star}"' if len(self.words) > 1 else self.words[0] + star


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts occur."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " ".join(_inner(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts at least occurs."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(_inner(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Without:
    """The part does not occur."""

    part: "Node"

    def __str__(self) -> str:
        return f"NOT {_inner(self.part)}"


Node = Phrase | Every | Either | Without


def _inner(part: Node) -> str:
    return f"({part})" if isinstance(part, (Every, Either)) else str(part)


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed, as it was understood. `asked` is None where there is no word in it; `notes` are sentences.

    Two searches with the same `asked` find the same. The notes repeat no word of what was typed.
    """

    asked: Node | None
    notes: tuple[str, ...] = ()

    def sought(self) -> tuple[Phrase, ...]:
        """The phrases that a text is found for: those under no NOT, or under two."""
        return tuple(dict.fromkeys(_sought(self.asked, True))) if self.asked else ()


def _sought(node: Node, wanted: bool) -> list[Phrase]:
    if isinstance(node, Phrase):
        return [node] if wanted else []
    if isinstance(node, Without):
        return _sought(node.part, not wanted)
    return [phrase for part in node.parts for phrase in _sought(part, wanted)]


def loosened(text: str) -> list[tuple[str, str]]:
    """Searches that ask for less than `text` does: what is different, and the search."""
    search = read(text)
    words = list(dict.fromkeys(word for phrase in search.sought() for word in phrase.words))
    if not words:
        return []
    tried = [
        ("The words apart", " ".join(words)),
        ("Words that begin so", " ".join(_opened(word) for word in words)),
        ("Any of the words", " OR ".join(words)),
    ]
    asked = {search.asked}
    told = []
    for what, loose in tried:
        if (meant := read(loose).asked) not in asked:
            asked.add(meant)
            told.append((what, loose))
    return told


def _opened(word: str) -> str:
    return f"{word}*" if len(word) > 1 else word


@lru_cache(maxsize=1000)
def read(text: str) -> Search:
    """Understand a search; never raises, whatever the text."""
    reader = _Reader(text)
    asked = reader.either(0)
    if reader.dropped_words:
        reader.note(f"Only the first {MOST_WORDS} words of the search are looked for.")
    if asked is None and text.strip():
        reader.note("There is no word in the search to look for, so nothing is found.")
    return Search(asked, tuple(reader.notes))


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the search: an operator, a bracket, or a phrase."""

    kind: str
    phrase: Phrase | None = None


class _Reader:
    """Reads from left to right, one token ahead."""

    def __init__(self, text: str) -> None:
        self.notes: list[str] = []
        self.dropped_words = False
        self._left = MOST_WORDS
        self._tokens = self._parted(text)
        self._at = 0

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def either(self, depth: int) -> Node | None:
        """Parts with OR between them, up to a closing bracket or the end."""
        parts: list[Node] = []
        while True:
            part = self._every(depth)
            if part is not None:
                parts.append(part)
            if self._peek() == "OR":
                if part is None:
                    self.note("An OR with nothing before it was left out.")
                self._at += 1
                if self._peek() in ("", ")"):
                    self.note("An OR with nothing after it was left out.")
            elif self._peek() == ")" and depth == 0:
                self.note("A closing bracket without an opening one was left out.")
                self._at += 1
            else:
                break
        return _joined(parts, Either)

    def _every(self, depth: int) -> Node | None:
        parts: list[Node] = []
        while self._peek() not in ("", ")", "OR"):
            if self._peek() == "AND":
                self._at += 1
                if not parts or self._peek() in ("", ")", "OR", "AND"):
                    self.note("An AND with nothing on one side of it was left out.")
                continue
            part = self._without(depth)
            if part is not None:
                parts.append(part)
        return _joined(parts, Every)

    def _without(self, depth: int) -> Node | None:
        turned = False
        refused = False
        while self._peek() == "NOT":
            turned, refused = not turned, True
            self._at += 1
        if self._peek() in ("", ")", "AND", "OR"):
            if refused:
                self.note("A NOT with nothing after it was left out.")
            return None
        part = self._primary(depth)
        if part is None or not turned:
            return part
        return part.part if isinstance(part, Without) else Without(part)

    def _primary(self, depth: int) -> Node | None:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind != "(":
            return token.phrase
        part = self.either(depth + 1)
        if self._peek() == ")":
            self._at += 1
        else:
            self.note("A bracket was never closed; it was closed at the end.")
        if part is None:
            self.note("Brackets with no word in them were left out.")
        return part

    def _peek(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def _parted(self, text: str) -> list[_Token]:
        tokens: list[_Token] = []
        at = depth = 0
        while found := _TOKEN.search(text, at):
            at, piece = found.end(), found[0]
            if piece in _QUOTES:
                inside = _QUOTED.match(text, at)
                assert inside is not None
                at = inside.end()
                if not inside[2]:
                    self.note("A quotation mark was never closed; the phrase was taken to run to the end.")
                quoted = inside[1].rstrip()
                tokens += self._phrase(quoted, beginning=bool(inside[3]) or quoted.endswith("*"))
            elif piece in "()":
                depth = max(0, depth + (1 if piece == "(" else -1))
                if depth > _DEEPEST:
                    self.note(f"Brackets more than {_DEEPEST} deep are read as if they were not there.")
                tokens.append(_Token(piece))
            elif piece in ("AND", "OR", "NOT"):
                tokens.append(_Token(piece))
            elif piece == "*":
                self.note("A * means something only at the end of a word.")
            else:
                star = text[at : at + 1] == "*"
                tokens += self._phrase(piece, beginning=star)
                at += star
                if star and text[at : at + 1].isalnum():
                    self.note("A * means something only at the end of a word.")
        return _shallow(tokens)

    def _phrase(self, text: str, beginning: bool) -> list[_Token]:
        found = [folded for _, _, folded in words(text)]
        if len(found) > self._left:
            found, beginning, self.dropped_words = found[: self._left], False, True
        self._left -= len(found)
        if beginning and len(found) == 1 and len(found[0]) == 1:
            beginning = False
            self.note("A beginning has two letters at least; the single one was looked for as a word.")
        return [_Token("phrase", Phrase(tuple(found), beginning))] if found else []


def _shallow(tokens: list[_Token]) -> list[_Token]:
    """Without the brackets that are too deep, opening and closing ones alike."""
    kept, depth = [], 0
    for token in tokens:
        if token.kind == "(":
            depth += 1
        inside = depth
        if token.kind == ")" and depth:
            depth -= 1
        if token.kind not in "()" or inside <= _DEEPEST:
            kept.append(token)
    return kept


def _joined(parts: list[Node], join: type[Every] | type[Either]) -> Node | None:
    """One node of several; one of the same sort inside is taken apart, the same twice is said once."""
    flat: dict[Node, None] = {}
    for part in parts:
        for one in part.parts if isinstance(part, join) else (part,):
            flat[one] = None
    if len(flat) > 1:
        return join(tuple(flat))
    return next(iter(flat), None)
