"""The map's numbers counted a second time, without the atlas: from what `dateline extract` writes, in plain Python."""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from pathlib import Path

from geo.world.countries import countries
from geo.world.memberships import Memberships

COMMAND = Path(sys.executable).with_name("dateline")


def extracted(file: Path) -> list[tuple[dict, list[dict]]]:
    """Every line of the file with the mentions that the command answers it with."""
    given = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    done = subprocess.run([COMMAND, "extract", file], capture_output=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [told["id"] for told in given] == [answer["id"] for answer in answers]
    return [(told, answer["mentions"]) for told, answer in zip(given, answers, strict=True)]


@cache
def belonging(organisation, day, statuses):
    return {member.iso3 for member in Memberships.load().members(organisation, day, statuses)}


class Recount:
    def __init__(self, read, selection):
        self.chosen = selection
        dated = sorted(told["date"] for told, _ in read if told.get("date"))
        self.on = selection.memberships_on or selection.until or date.fromisoformat(dated[-1])
        self.articles = [(told, mentions) for told, mentions in read if self._wanted(told)]
        self.mentions, self.naming = Counter(), defaultdict(set)
        self.names, self.capitals = defaultdict(Counter), Counter()
        for told, mentions in self.articles:
            day = date.fromisoformat(told["date"]) if told.get("date") else self.on
            for mention in mentions:
                if self._counts(mention, day):
                    iso3 = mention["iso3"]
                    self.mentions[iso3] += 1
                    self.naming[iso3].add(told["id"])
                    self.names[iso3][mention["text"], mention["kind"], mention["use"]] += 1
                    if mention["kind"] == "capital":
                        self.capitals[iso3, mention["name"]] += 1

    def _wanted(self, told):
        chosen = self.chosen
        if chosen.sources and told["source"] not in chosen.sources:
            return False
        if not (chosen.since or chosen.until):
            return True
        if not told.get("date"):
            return chosen.undated
        day = date.fromisoformat(told["date"])
        return (chosen.since or date.min) <= day <= (chosen.until or date.max)

    def _counts(self, mention, day):
        chosen = self.chosen
        return (
            mention["iso3"] in countries()
            and mention["use"] in (chosen.uses or ("place", "actor", "modifier"))
            and (not chosen.kinds or mention["kind"] in chosen.kinds)
            and mention["confidence"] >= chosen.min_confidence
            and self._belongs(mention["iso3"], day)
        )

    def _belongs(self, iso3, day):
        chosen = self.chosen
        if not chosen.organisations:
            return True
        first, *others = (iso3 in belonging(code, day, chosen.statuses) for code in chosen.organisations)
        if chosen.combine == "without":
            return first and not any(others)
        return all([first, *others]) if chosen.combine == "all" else any([first, *others])
