"""A plot of milliseconds against articles, both in powers of ten, as SVG on a ground of its own."""

import math
from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 900, 420, 70, 30, 330, 60
_COLOURS = ("#0b5394", "#b45f06", "#38761d", "#741b47", "#444444")
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 4")
_INK, _LINE, _GROUND = "#222222", "#d0d0d0", "#fcfcfa"


def plot(sizes: Sequence[int], series: Mapping[str, Sequence[float]]) -> str:
    """The picture: a line a question, told apart by colour and by dashes."""
    top = max(max(values) for values in series.values())
    low, high = 0, math.ceil(math.log10(max(top, 10)))

    def x(size: float) -> float:
        start, end = math.log10(sizes[0]), math.log10(sizes[-1])
        share = (math.log10(size) - start) / max(end - start, 1e-9)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def y(value: float) -> float:
        share = (math.log10(max(value, 1)) - low) / (high - low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        f'font-size="13" role="img" aria-label="Milliseconds by articles in the atlas">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" rx="8" fill="{_GROUND}"/>',
    ]
    for power in range(low, high + 1):
        parts.append(_rule(_LEFT, y(10**power), _WIDTH - _RIGHT, y(10**power)))
        parts.append(_words(_LEFT - 8, y(10**power) + 4, f"{10**power:,} ms", "end"))
    for size in sizes:
        parts.append(_rule(x(size), _TOP, x(size), _HEIGHT - _BOTTOM))
        parts.append(_words(x(size), _HEIGHT - _BOTTOM + 20, f"{size:,}", "middle"))
    parts.append(_words((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 14, "articles in the atlas", "middle"))
    ends = _apart({label: y(values[-1]) for label, values in series.items()})
    for place, (label, values) in enumerate(series.items()):
        points = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in zip(sizes, values, strict=True))
        look = f'stroke="{_COLOURS[place % 5]}" stroke-dasharray="{_DASHES[place % 5]}"'
        parts.append(f'<polyline points="{points}" fill="none" stroke-width="2.5" {look}/>')
        parts.append(_words(_WIDTH - _RIGHT + 10, ends[label] + 4, label, "start", _COLOURS[place % 5]))
    return "\n".join([*parts, "</svg>", ""])


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """Where the labels stand: beside the lines' ends, but no closer to one another than a line of text."""
    placed: dict[str, float] = {}
    last = 0.0
    for label, height in sorted(heights.items(), key=lambda item: item[1]):
        last = placed[label] = max(height, last + 17)
    return placed


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{_LINE}"/>'


def _words(x: float, y: float, words: str, anchor: str, colour: str = _INK) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'
