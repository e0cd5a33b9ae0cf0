"""The signs by which a use is told: words, their classes, and the few pairs of them that grammar makes telling."""

from typing import NamedTuple

from geo.toponyms.usage_context import Context
from geo.toponyms.usage_words import NOTHING, Word

# One letter a group of kinds: the weights shall not learn more about a kind than its grammar.
_GROUP = {"demonym": "D", "country": "C", "historic": "C", "capital": "P", "place": "P", "seat": "S"}
_PASSED_OVER = frozenset(("det", "poss", "side", "adj", "C", "9"))
_PHRASE_ENDS = frozenset(("conj", "prep", "aux", "say", "adverb", "date", "9"))
_VERBS = frozenset(("say", "act", "aux"))
_BETWEEN = frozenset(("adverb", "date", "9", "lly"))
_BETWEEN_WORDS = frozenset(("on", "in", "last", "this", "which", "week", "year", "month", "who"))
_CLAUSE_STARTS = frozenset(("B", "that", "conj", ","))


Left = tuple[str, str, str, str, str]
Right = tuple[str, str, str, str, str, str, str]


class Signs(NamedTuple):
    """The signs of one mention, those of classes as two keys, since there are few of each and they come again.

    `left` is what `left_signs` takes, `right` what `right_signs` takes; `rest` are the others by name. `led_by`, `head`
    and `verb` are what best explains the use to a reader.
    """

    left: Left
    right: Right
    rest: list[str]
    led_by: Word
    head: Word
    verb: str

    @property
    def names(self) -> list[str]:
        """All of them by name."""
        return [*left_signs(*self.left), *right_signs(*self.right), *self.rest]


def signs(context: Context, kind: str, surface: str, in_row: bool) -> Signs:
    """Return the signs of a name in its context. Of the name itself only its kind, capitals and final s are seen.

    A sign is a string; what it stands for is fixed by its first letters, and weights are looked up by the whole.
    """
    before, left, after, right = context
    r1 = right[0] if right else NOTHING
    r2 = right[1] if len(right) > 1 else NOTHING
    l1 = left[0] if left else NOTHING
    l2 = left[1] if len(left) > 1 else NOTHING
    led_by, led = _led_by(left)
    head, named = _head(after, right)
    verb = _verb(after, right)
    l0 = l2 if l1.lower == "the" else l1
    opens = "1" if l0.left in _CLAUSE_STARTS or before in '“"(' else "0"
    rest = [
        "r1" + after + r1.lower,
        "r2" + r2.lower,
        "l1" + l1.lower,
        "l2" + l2.lower,
        f"nl{after}{named}{l1.left}",
        f"o{opens}{after}{r1.right}",
        f"l0{l0.left}{after}",
        ("x1" if in_row else "x0") + led,
    ]
    if kind == "demonym" and surface[-1] in "sS":
        rest.append("plural")
    if surface.isupper() and len(surface) > 3:
        rest.append("up" + before + after)
    left_key = (_GROUP.get(kind, "O"), before, l1.left, l2.left, led)
    return Signs(left_key, (kind, after, r1.right, r2.right, head.right, named, verb), rest, led_by, head, verb)


def left_signs(group: str, before: str, nearest: str, next_to_it: str, led: str) -> list[str]:
    """The signs of the classes left of a name, and of the word it hangs on."""
    return [
        "b" + before,
        "lc" + nearest,
        "gl" + group + nearest,
        "ld" + next_to_it,
        f"ll{nearest}|{next_to_it}",
        "p" + led,
    ]


def right_signs(kind: str, after: str, nearest: str, next_to_it: str, head: str, named: str, verb: str) -> list[str]:
    """The signs of kind, joint, the classes right of a name, and what it may be the adjective or the subject of."""
    group = _GROUP.get(kind, "O")
    return [
        "k" + kind,
        "a" + after,
        "ga" + group + after,
        "rc" + after + nearest,
        "gr" + group + after + nearest,
        f"rr{nearest}|{next_to_it}",
        "rd" + after + next_to_it,
        f"hc{after}{head}",
        f"hg{group}{after}{head}",
        f"n{after}{named}",
        f"v{verb}{after}",
    ]


def _led_by(left: list[Word]) -> tuple[Word, str]:
    """The word that the name hangs on, found over articles, capitalised words and points of the compass."""
    for word in left:
        if word.left not in _PASSED_OVER:
            return word, word.left
    return NOTHING, "none"


def _head(after: str, right: list[Word]) -> tuple[Word, str]:
    """The noun that the name stands before, if it does; how many capitals lead to it, and whether they make a name."""
    head, capitals, named = NOTHING, 0, ""
    if after in (" ", "possessive", "hyphen", "/"):
        for place, word in enumerate(right[:4]):
            found = word.right
            if found in _PHRASE_ENDS or (found == "act" and place) or word.initial == "P":
                break
            if word.initial == "C":
                capitals += 1
                if found == "name" or (found == "title" and not named):
                    named = found
            head = word
    return head, f"{min(capitals, 3)}{named}"


def _verb(after: str, right: list[Word]) -> str:
    """The class of the verb that the name may be the subject of, over adverbs, dates and "which"; 1 if over any."""
    found, passed = "-", "0"
    if after in (" ", ","):
        for word in right:
            if word.right in _VERBS:
                found = word.right
                break
            if word.right == "led" and word.initial == "l":
                found = "ed"
                break
            if word.right not in _BETWEEN and word.lower not in _BETWEEN_WORDS:
                break
            passed = "1"
    return found + passed
