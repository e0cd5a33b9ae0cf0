"""The geoparser: a text in, its mentions out."""

import json
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from geo.shipped import DATA
from geo.toponyms import evidence, judge
from geo.toponyms.context import Context
from geo.toponyms.features import FEATURES, country_of, matrix, packed, unpacked
from geo.toponyms.gazetteer import Gazetteer
from geo.toponyms.judge import ACCEPTED
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.mention import Kind, Mention
from geo.toponyms.recase import Recase
from geo.toponyms.runs import Runs
from geo.toponyms.shape import Shapes
from geo.toponyms.survey import Found, Survey
from geo.toponyms.trees import Trees
from geo.toponyms.usage import Usage

# Enough texts for the trees to be quick, few enough for what is known of them to stay in the cache.
_AT_ONCE = 200

Asked = tuple[Found, str, Kind]


class Geoparser:
    """Reads texts. Keep the one that `Geoparser.load()` returns: loading costs more than reading many articles."""

    def __init__(self, gazetteer: Gazetteer, usage: Usage, weights: Sequence[float], trees: Trees | None) -> None:
        lexicon = Lexicon.load()
        self.weights = weights
        self._runs = Runs(gazetteer, Shapes(gazetteer, lexicon))
        self._around = Context(lexicon)
        self._recase = Recase(gazetteer, lexicon)
        self._usage = usage
        self._trees = trees

    @classmethod
    @cache
    def load(cls) -> "Geoparser":
        """Return the geoparser of the shipped tables, the same one for every call in a process.

        Raises ValueError where the weights were trained for other features than the code computes.
        """
        table = json.loads((DATA / "toponyms" / "evidence.json").read_text(encoding="utf-8"))
        trees = Trees.load(DATA / "toponyms" / "judge.npz")
        if trees.names != FEATURES or tuple(table) != evidence.SIGNS:
            raise ValueError("The trained weights are not of these features: run data/scripts/train_judge.py --write.")
        return cls(Gazetteer.load(), Usage.load(), list(table.values()), trees)

    @classmethod
    def untrained(cls) -> "Geoparser":
        """Return one that surveys but cannot judge, for training: its weights are to be set."""
        return cls(Gazetteer.load(), Usage.load(), [0.0] * len(evidence.SIGNS), None)

    def read(self, text: str) -> list[Mention]:
        """Return the mentions of `text` in order of start; offsets are code points of `text`.

        Never raises, whatever the text; a text without capitals or names gives an empty list.
        """
        return self.read_all([text])[0]

    def read_all(self, texts: Sequence[str]) -> list[list[Mention]]:
        """Return the mentions of each text, as `read` does; quicker for many short texts than one after another.

        Raises what the first text raises that cannot be read, and then says nothing of the others.
        """
        read = []
        for at in range(0, len(texts), _AT_ONCE):
            read += self._read_together(texts[at : at + _AT_ONCE])
        return read

    def read_with_survey(self, text: str) -> tuple[Survey, list[Mention]]:
        """Return what `read` gives together with the survey it was judged from, for whoever must explain it."""
        survey, judged = self._judged([text])[0]
        return survey, self._settled(survey, judged)

    def _read_together(self, texts: Sequence[str]) -> list[list[Mention]]:
        return [self._settled(survey, judged) for survey, judged in self._judged(texts)]

    def _judged(self, texts: Sequence[str]) -> list[tuple[Survey, dict[int, float]]]:
        """The survey of each text, and by `id` of a candidate how likely it is a place; one call of the trees."""
        surveys = [self.survey(text) for text in texts]
        asked = [self.asked(survey) for survey in surveys]
        rows: list[bytes] = []
        for survey, some in zip(surveys, asked, strict=True):
            if some:
                rows += packed(survey, [one for one, _, _ in some], self._around)
        chances: list[float] = []
        if rows:
            if self._trees is None:
                raise ValueError("An untrained geoparser only surveys.")
            chances = self._trees.probabilities(unpacked(rows)).tolist()
        each = iter(chances)
        return [
            (survey, {id(one): chance for (one, _, _), chance in zip(some, each, strict=False)})
            for survey, some in zip(surveys, asked, strict=True)
        ]

    def survey(self, text: str) -> Survey:
        """Return all candidates of `text`, each with the country it would be given."""
        return Survey(text, self._recase.read(text), self._runs, self.weights)

    def asked(self, survey: Survey) -> list[Asked]:
        """Return the candidates on which the trees decide, with country and kind."""
        asked: list[Asked] = []
        for one in survey.found:
            kind = judge.kind_of(one)
            if judge.is_judged(one, kind):
                iso3 = country_of(survey, one)
                if iso3 is not None:
                    asked.append((one, iso3, kind))
        return asked

    def rows(self, survey: Survey, found: list[Found]) -> np.ndarray:
        """Return the features of each candidate, in the order of `features.FEATURES`."""
        return matrix(survey, found, self._around)

    def mentions(self, survey: Survey, chances: Iterable[float] | np.ndarray) -> list[Mention]:
        """Return the mentions of a survey; `chances` are the probabilities of `asked(survey)`, in its order."""
        asked = self.asked(survey)
        return self._settled(
            survey, {id(one): float(chance) for (one, _, _), chance in zip(asked, chances, strict=True)}
        )

    def _settled(self, survey: Survey, judged: dict[int, float]) -> list[Mention]:
        likely = []
        for one in survey.found:
            chance = judged.get(id(one))
            if chance is None:
                if one.told is not None:
                    likely.append((one, judge.unjudged(one)))
            elif one.told is not None or chance >= ACCEPTED:
                likely.append((one, judge.corrected(survey, one, chance)))
        kept = []
        for one, chance in judge.settle(likely):
            if chance >= ACCEPTED or (one.told is not None and judge.inside_a_name(one)):
                kept.append((one, chance))
        uses = self._usage.of_all(survey.text, [(one.start, one.end, judge.kind_of(one)) for one, _ in kept])
        made = []
        for (one, chance), (use, sure, why) in zip(kept, uses, strict=True):
            if chance < ACCEPTED:
                use, chance = "name", 1.0 - chance
            elif use == "name" and not judge.may_be_name(one, chance, sure):
                use = judge.other_use(one)
            made.append(judge.mention_of(survey, one, round(chance, 3), (use, sure), why))
        return made
