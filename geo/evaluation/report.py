"""The figures as text, for a terminal and for a document."""

from collections import Counter
from collections.abc import Iterable, Sequence

from geo.evaluation.comparison import CHANGES, Difference, tally
from geo.evaluation.figures import Figures, Score
from geo.evaluation.reliability import Bin, miscalibration
from geo.toponyms.mention import USES

_KINDS = ("country", "capital", "place", "metonym", "demonym")
_AROUND = 40


def figures_table(score: Score) -> list[str]:
    """Lines with one row a corpus and track; shares in per cent."""
    kinds = "".join(f"{kind:>15}" for kind in _KINDS)
    out = [
        f"corpus   track   marks      P     R    F1 |  setP  setR setF1 focus |  rho  map rho  map TVD | found:{kinds}"
    ]
    for one in score.tracks:
        about, counts = one.documents, one.counts
        found = "".join(f"{_found(one, kind):>15}" for kind in _KINDS)
        out.append(
            f"{one.corpus[:8]:8} {one.track:5} {one.marks:7d}  {_cents(one.precision, one.recall, one.f1)} | "
            f"{_cents(about.precision, about.recall, about.f1, about.focus)} | "
            f"{counts.articles:4.2f}  {counts.map:7.2f}  {counts.distance:7.3f} |       {found}"
        )
    return out


def use_lines(score: Score) -> list[str]:
    """Lines on the uses of each corpus that marks them."""
    out = []
    for corpus, uses in score.uses.items():
        each = "  ".join(f"{use} {100 * uses.f1[use]:.1f}" for use in USES)
        right, macro = 100 * uses.right, 100 * uses.macro_f1
        out.append(f"{corpus}: use of {uses.mentions} mentions found: right {right:.1f}  macro F1 {macro:.1f}  {each}")
        types = {name: recall for one in score.tracks if one.corpus == corpus for name, recall in one.by_type.items()}
        if types:
            found = "  ".join(f"{name} {100 * recall.found:.1f} ({recall.marks})" for name, recall in types.items())
            out.append(f"{corpus}: found by type: {found}")
    return out


def reliability_table(bins: Sequence[Bin]) -> list[str]:
    """Lines with one row for each tenth of confidence."""
    out = ["confidence   mentions   mean   right"]
    for one in bins:
        span = f"{one.least:.1f} - {one.least + 0.1:.1f}"
        out.append(f"{span:10} {one.mentions:10d}  {100 * one.confidence:5.1f}   {100 * one.right:5.1f}")
    return [*out, f"mean distance of confidence and share right: {100 * miscalibration(bins):.1f}"]


def error_lines(score: Score, most: int) -> list[str]:
    """Lines with the commonest wrong and missed names of each corpus, on the core track."""
    out = []
    for one in score.tracks:
        if one.track == "core":
            wrong = Counter(
                (judgement.document.text[p.start : p.end], p.iso3)
                for judgement in one.judgements
                for p in judgement.wrong
            )
            missed = Counter(
                (judgement.document.text[m.start : m.end], m.iso3)
                for judgement in one.judgements
                for m in judgement.missed
            )
            out += [
                f"{one.corpus} wrong:  {_commonest(wrong, most)}",
                f"{one.corpus} missed: {_commonest(missed, most)}",
            ]
    return out


def difference_lines(differences: Sequence[Difference], most: int) -> list[str]:
    """Lines with how many there are of each sort, and the first of each."""
    counts = tally(differences)
    out = ["  ".join(f"{change}: {counts[change]}" for change in CHANGES)]
    for change in CHANGES:
        out += _listed([difference for difference in differences if difference.change == change], most)
    return out


def _listed(differences: Sequence[Difference], most: int) -> Iterable[str]:
    for one in differences[:most]:
        text = one.document.text
        before, after = text[max(0, one.start - _AROUND) : one.start], text[one.end : one.end + _AROUND]
        uses = f" {one.before} -> {one.after}" if one.after else ""
        passage = " ".join(f"{before}[{text[one.start : one.end]}]{after}".split())
        yield f"{one.change:11} {one.document.id:12} {one.iso3 or '-':4}{uses} {passage}"
    if len(differences) > most:
        yield f"{differences[0].change:11} ... and {len(differences) - most} more"


def _found(figures: Figures, kind: str) -> str:
    recall = figures.by_kind.get(kind)
    return f"{100 * recall.found:.1f} ({recall.marks})" if recall else "-"


def _cents(*shares: float) -> str:
    return " ".join(f"{100 * value:5.1f}" for value in shares)


def _commonest(names: Counter[tuple[str, str | None]], most: int) -> str:
    return (
        ", ".join(f"{' '.join(name.split())} {iso3} {count}" for (name, iso3), count in names.most_common(most)) or "-"
    )
