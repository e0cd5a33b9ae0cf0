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


class Signs(NamedTuple):
    """The signs of one mention, and the three words that best explain it to a reader."""

    names: list[str]
    led_by: Word
    head: Word
    verb: str


def signs(context: Context, kind: str, surface: str, in_row: bool) -> Signs:
    """Return the signs of a name in its context. Of the name itself only its kind, capitals and final s are seen.

    A sign is a string; what it stands for is fixed by its first letters, and weights are looked up by the whole.
    """
    before, left, after, right = context
    group = _GROUP.get(kind, "O")
    r1, r2 = (*right[:2], NOTHING, NOTHING)[:2]
    l1, l2 = (*left[:2], NOTHING, NOTHING)[:2]
    led_by, led = _led_by(left)
    head, named = _head(after, right)
    verb = _verb(after, right)
    l0 = (left[1] if len(left) > 1 else NOTHING) if l1.lower == "the" else l1
    opens = "1" if l0.left in _CLAUSE_STARTS or before in '“"(' else "0"
    ga, rc, lc, hc = group + after, after + r1.right, l1.left, head.right
    names = [
        "k" + kind,
        "a" + after,
        "b" + before,
        "ga" + ga,
        "r1" + after + r1.lower,
        "rc" + rc,
        "gr" + group + rc,
        f"rr{r1.right}|{r2.right}",
        "r2" + r2.lower,
        "rd" + after + r2.right,
        "l1" + l1.lower,
        "lc" + lc,
        "gl" + group + lc,
        "l2" + l2.lower,
        "ld" + l2.left,
        f"ll{lc}|{l2.left}",
        "p" + led,
        f"hc{after}{hc}",
        f"hg{ga}{hc}",
        f"n{after}{named}",
        f"nl{after}{named}{lc}",
        f"o{opens}{rc}",
        f"v{verb}{after}",
        f"l0{l0.left}{after}",
        ("x1" if in_row else "x0") + led,
    ]
    if kind == "demonym" and surface[-1] in "sS":
        names.append("plural")
    if surface.isupper() and len(surface) > 3:
        names.append("up" + before + after)
    return Signs(names, led_by, head, verb)


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
