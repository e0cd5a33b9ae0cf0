"""A telling: what of an article bears on whether another tells the same story in the same words."""

import re
from calendar import day_name, month_abbr, month_name
from collections import Counter
from dataclasses import dataclass

from geo.articles.article import Article

# A number keeps its inner marks, so that "7-3/4", "2.5" and "1,785" are one token each; "_" belongs to no word.
_TOKEN = re.compile(r"\d+(?:[.,/\-]\d+)*|[^\W\d_]+")
_ASCII_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:[.,/\-]\d+)*", re.ASCII)  # the same in ASCII, and twice as fast
_DATELINE = re.compile(r"\s*(\S[^\n]{1,79}?)\s(?:--?|[–—])\s")
# "PARIS, 3 May", "PARIS (AP)", "Paris, March 3": a place in capitals, or a day or an agency just before the dash.
_LIKE_A_DATELINE = re.compile(r"[A-Z]{3}|[A-Z][\w.]* [A-Z]{2}|.*(?:\d|\))\s*\Z", re.S)
_LONGEST_HEADLINE = 25  # words; a first line longer than this is a paragraph
# What style books spell out: one paper's "eight" is another's "8".
_SPELT_OUT = {"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_SPELT_OUT |= {"seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12"}
# An editor's "today" is another's "Monday": the calendar names nobody. ("Sun" and "Sat" are left: the first is a name.)
_CALENDAR = frozenset(word.casefold() for names in (month_name, month_abbr, day_name) for word in names if word) | {
    "sept"
}
_MOST_KEPT = 300_000  # tokens, about 40 MB
_SHOUTED = 0.6  # a text with more of its words in capitals than this tells nothing by its capitals


@dataclass(frozen=True, slots=True)
class Telling:
    """The body's words in order, and what is hard in them: figures and names, which a copy keeps and a template swaps.

    `numbers` maps each figure to its weight, the count of its significant digits: 4,661,000 shared by chance is rare,
    15 is not. `names` is None where the text is in capitals throughout. `headline` holds the words of the headline.
    """

    words: tuple[str, ...]
    numbers: dict[str, int]
    names: frozenset[str] | None
    headline: frozenset[str]


def telling(article: Article) -> Telling:
    """Everything `compare` asks of one article."""
    headline, body = parts(article)
    raw = _tokens(body)
    words = tuple(map(_word, raw))
    numbers = {word: _weight(word) for word in dict.fromkeys(words) if word[0].isdigit()}
    return Telling(words, numbers, _names(raw), frozenset(map(_word, _tokens(headline))))


def body_words(article: Article) -> list[str]:
    """The words of the body alone, in order: all that a key is made of."""
    return list(map(_word, _tokens(parts(article)[1])))


def parts(article: Article) -> tuple[str, str]:
    """Headline and body; the dateline belongs to neither, because each paper writes its own or none.

    Without a title, a short first line that stands apart and ends no sentence is the headline.
    """
    text = article.text.lstrip()
    headline = article.title.strip()
    if headline:
        body = text.removeprefix(headline)
    else:
        first, gap, rest = text.partition("\n\n")
        stands_apart = bool(gap) and "\n" not in first and not first.rstrip().endswith((".", "!", "?", '"', "”"))
        headline, body = (first, rest) if stands_apart and len(first.split()) <= _LONGEST_HEADLINE else ("", text)
    dateline = _DATELINE.match(body)
    if dateline and _LIKE_A_DATELINE.match(dateline[1]):
        body = body[dateline.end() :]
    return headline, body


def _tokens(text: str) -> list[str]:
    return (_ASCII_TOKEN if text.isascii() else _TOKEN).findall(text)


class _Words(dict[str, str]):
    """Token -> word, remembered: a text has a word as often in one form as not."""

    def __missing__(self, token: str) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        folded = token.replace(",", "") if token[0].isdigit() else token.casefold()
        word = self[token] = _SPELT_OUT.get(folded, folded)
        return word


_word = _Words().__getitem__


def _weight(number: str) -> int:
    return max(1, len("".join(filter(str.isdigit, number)).strip("0")))


def _names(raw: list[str]) -> frozenset[str] | None:
    """Words in capitals that the same text never writes small; None where capitals tell nothing."""
    letters = {token: count for token, count in Counter(raw).items() if token[0].isalpha()}
    shouted = sum(count for token, count in letters.items() if token.isupper() and len(token) > 1)
    if shouted > _SHOUTED * sum(letters.values()):
        return None
    small = {_word(token) for token in letters if not token[0].isupper()}
    return frozenset(_word(token) for token in letters if token[0].isupper()) - small - _CALENDAR
