"""The parts of a text that are not speech: addresses, link targets, mark-up left over, calls to subscribe.

A name inside them names nothing ("russia" in a URL, "kremlin.ru" under a photo) and is not counted. The words of a link
are speech; where the link leads is not. Every pattern starts from a rare character, so that ordinary prose costs a few
memory scans, and none can be driven to quadratic time.
"""

import re
from collections.abc import Iterator
from string import ascii_letters, digits

Span = tuple[int, int]

_HOST_CHARS = ascii_letters + digits + "-_.+%"
_LONGEST_HOST = 253  # RFC 1035, section 2.3.4

# No flags and no \b in front: then the regex engine skips to the first letters at the speed of a memory scan.
_URL = re.compile(
    r"(?:https?://|Https?://|HTTPS?://|ftp://|www\.|WWW\.|mailto:|data:[\w/+.-]+;base64,)[^\s<>\[\]\"“”]+"
)
_REST_IN_BRACKET = re.compile(r"(?:[ \t]*\n[ \t]*[^\s\[\]()<>]{1,500}){1,8}(?=\])")
_REST_OF_LINE = re.compile(r"[ \t]*\n[ \t]*(?!\w+://|www\.)([^\s<>\[\]\"“”]{1,500})(?=[ \t]*(?:\n|\Z))")
_LIKE_AN_ADDRESS = re.compile(r"[\d/=&_%]|^[a-z]+-[a-z-]+$")

_TARGET = re.compile(
    r"\]\((?:[^\s()]|\([^\s()]*\))*(?:\s+\"[^\"\n]{0,300}\")?\)"
    r"|\]\((?:https?://|/)[^\s()]*(?:\s*\n\s*[^\s()]+){1,8}\)"
)
_NUMBER = re.compile(r"[\d.,]+")
_FOOTNOTE = re.compile(r"^\[[^\]\n]{1,100}\]:[ \t]*\S+", re.M)

_AFTER_AT = re.compile(r"@[\w-]+(?:\.[\w-]+)*")

_GENERIC = "com|org|net|edu|gov|mil|int|info|biz|eu|news|media|online|site|live|press|blog|africa|asia|travel"
_COUNTRY = (
    "a[cdefgilmoqrtuwxz]|b[abdefghijmnorstvwyz]|c[acdfghiklmnoruvwxyz]|d[ejkmoz]|e[ceghrst]|f[ijkmor]|"
    "g[abdefghilmnpqrstuwy]|h[kmnrtu]|i[delmnoqrst]|j[emop]|k[eghimnprwyz]|l[abcikrstuvy]|m[acdefghklmnopqrstuvwxyz]|"
    "n[acefgilopruz]|om|p[aefghklmnrstwy]|qa|r[eosuw]|s[abcdeghijklmnorstuvxyz]|t[cdfghjklmnortvwz]|u[agksyz]|"
    "v[aceginu]|w[fs]|y[et]|z[amw]"
)
_FILE = "jpe?g|png|gif|svg|webp|bmp|html?|php|aspx?|jsp|pdf|docx?|xlsx?|mp[34]|css|js|xml"
_DOTTED = re.compile(
    rf"[A-Za-z0-9_][\w-]{{0,62}}\.(?:[\w-]{{1,63}}\.){{0,9}}(?:{_GENERIC}|{_COUNTRY}|{_FILE})"
    r"(?![\w-]|\.\w)(?:/[^\s<>\[\]()\"“”]*)?"
)
_SHOUTED = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{0,63}\.){1,10}(?:COM|ORG|NET|INFO)(?![\w-])(?:/[^\s<>\[\]()\"“”]*)?")
_DOT_IN_WORD = re.compile(r"\.[A-Za-z]{2}")
# "It was cold in Moscow.is it ever": a full stop without its space, unless the host has a dot more.
_ALSO_WORDS = frozenset(["am", "as", "at", "be", "by", "do", "in", "is", "it", "me", "my", "no", "so", "to", "us"])

_TAG_NAMES = (
    "a|abbr|address|article|aside|b|blockquote|body|br|button|caption|center|cite|code|dd|div|dl|dt|em|embed|"
    "figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|mark|meta|nav|"
    "noscript|object|ol|option|p|picture|pre|q|s|samp|script|section|select|small|source|span|strong|style|sub|sup|"
    "svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|u|ul|video|wbr"
)
_TAG = re.compile(
    rf"</?(?:{_TAG_NAMES})\s*/?>"
    r"|<[a-z][\w:-]{0,40}\s[^<>=]{0,2000}=[^<>]{0,2000}>"
    r"|<![a-z\[][^<>]{0,300}>",
    re.I,
)
_WRAPPED = re.compile(r"<!--|<(?:script|style)\b", re.I)
_CLOSINGS = {
    "<!--": re.compile(r"-->"),
    "<script": re.compile(r"</script\s*>", re.I),
    "<style": re.compile(r"</style\s*>", re.I),
}

_CALL = re.compile(
    r"(?:Sign up|SIGN UP|Subscribe|SUBSCRIBE|Register now|Get (?:our|the|all)|Download (?:our|the)|Follow us)\b"
    r"[^\n]{0,400}?(?:(?<![A-Z])[.!?](?=\s|\Z)|(?=\n)|\Z)"
)
_CALL_OPENINGS = ("ign up", "IGN UP", "ubscribe", "UBSCRIBE", "egister now", "Get ", "ownload ", "ollow us")
_CALL_SUBJECTS = re.compile(
    r"newsletter|digest|inbox|e-?mail|\balerts?\b|briefing|bulletin|updates|podcast|\bapp\b|free trial|twitter|"
    r"facebook|instagram|telegram|youtube|linkedin|tiktok|whatsapp",
    re.I,
)


def spans(text: str) -> list[Span]:
    """The stretches of `text` that are not speech: (start, end) in code points, end exclusive, in order, disjoint.

    A candidate name that touches one of them is to be dropped. Linear in the length of the text.
    """
    found: list[Span] = []
    if "://" in text or "www." in text or "mailto:" in text or ";base64," in text:
        found.extend(_addresses(text))
    if "](" in text:
        found.extend(match.span() for match in _TARGET.finditer(text))
    if "]:" in text:
        found.extend(match.span() for match in _FOOTNOTE.finditer(text))
    if "@" in text:
        found.extend(_handles(text))
    if "<" in text:
        found.extend(_mark_up(text))
    if any(opening in text for opening in _CALL_OPENINGS):
        found.extend(match.span() for match in _CALL.finditer(text) if _CALL_SUBJECTS.search(match[0]))
    found.extend(_hosts(text))
    return _merged(found)


def _addresses(text: str) -> Iterator[Span]:
    """URLs, each with the rest of it where a line break has torn it apart."""
    end = 0
    while match := _URL.search(text, end):
        start, end = match.span()
        if start and text[start - 1] == "[" and (rest := _REST_IN_BRACKET.match(text, end)):
            end = rest.end()
        else:
            while (rest := _REST_OF_LINE.match(text, end)) and (
                text[end - 1] in "-=&_%" or (_LIKE_AN_ADDRESS.search(rest[1]) and not _NUMBER.fullmatch(rest[1]))
            ):
                end = rest.end()
        yield start, end


def _handles(text: str) -> Iterator[Span]:
    """E-mail addresses, and the handles of accounts."""
    for match in _AFTER_AT.finditer(text):
        yield _start_of_host(text, match.start()), match.end()


def _hosts(text: str) -> Iterator[Span]:
    """Bare domains and names of files: a dot with letters on both sides and a known ending."""
    done = 0
    for dot in _DOT_IN_WORD.finditer(text):
        at = dot.start()
        if at < done:
            continue
        start = _start_of_host(text, at)
        match = _DOTTED.match(text, start) or _SHOUTED.match(text, start)
        if match is None or match.end() <= at:
            continue
        host = match[0].partition("/")[0]
        if host.rpartition(".")[2] in _ALSO_WORDS and host.count(".") < 2:
            continue
        done = match.end()
        yield start, done


def _start_of_host(text: str, at: int) -> int:
    """Where the run of letters, digits, dots and dashes begins that ends at `at`."""
    window = text[max(0, at - _LONGEST_HOST) : at]
    return at - len(window) + len(window.rstrip(_HOST_CHARS))


def _mark_up(text: str) -> Iterator[Span]:
    """HTML tags with their attributes; comments, scripts and style sheets whole."""
    for match in _TAG.finditer(text):
        yield match.span()
    at, unclosed = 0, set[str]()
    while opened := _WRAPPED.search(text, at):
        start, at = opened.span()
        opening = opened[0].lower()
        if opening in unclosed:
            continue
        if closing := _CLOSINGS[opening].search(text, at):
            at = closing.end()
            yield start, at
        else:
            unclosed.add(opening)


def _merged(found: list[Span]) -> list[Span]:
    """In order, with those that touch or overlap joined."""
    if len(found) < 2:
        return found
    found.sort()
    whole = [found[0]]
    for start, end in found[1:]:
        if start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole
