"""Everything the page draws on: the atlas that was read, the countries' names, and who belonged to what."""

import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard.view import Known, View
from geo.atlas.answers.pinned import PinnedAtlas
from geo.atlas.answers.snapshot import ORGANISATIONS
from geo.atlas.atlas import Atlas, AtlasError, open_atlas
from geo.atlas.kept.editions import table_path
from geo.world.countries import Country, countries
from geo.world.memberships import Membership, Memberships, statuses
from geo.world.organisations import Organisation

# Where `dateline serve` says the atlas is.
PLACE = "DATELINE_ATLAS"


@dataclass(frozen=True)
class Archive:
    """An open atlas with the tables it is read by."""

    atlas: Atlas
    countries: Mapping[str, Country]

    def pinned(self) -> "Archive":
        """This archive held at the edition it has now, so that a page is drawn from one."""
        return replace(self, atlas=PinnedAtlas(self.atlas))

    @property
    def memberships(self) -> Memberships:
        """Who belonged to what: the product's table with the organisations this atlas was built with."""
        return self.atlas.memberships

    @property
    def added_organisations(self) -> Path | None:
        """The file of the organisations that whoever built the atlas added to the product's, if any were."""
        held = self.atlas.edition.organisations
        return table_path(self.atlas.path, ORGANISATIONS) / held if held else None

    @property
    def organisations(self) -> Mapping[str, Organisation]:
        """The organisations whose members are known; of a few (the United Nations) only the name is."""
        known = self.memberships.organisations
        return {code: known[code] for code in known if self.memberships.periods(code)}

    def known(self) -> Known:
        """What a link may name."""
        return Known(tuple(self.organisations), tuple(statuses()), tuple(self.countries), tuple(self.atlas.sources()))

    def day(self, view: View) -> date:
        """The day memberships are shown for: the one asked for, else the period's end, else the archive's."""
        return self.atlas.standing_on(view.selection)

    def belonging(self, on: date) -> dict[str, list[Membership]]:
        """What each country belonged to on a day, with any status, by iso3."""
        found: dict[str, list[Membership]] = defaultdict(list)
        for code in self.memberships.organisations:
            for period in self.memberships.periods(code):
                if period.holds(on):
                    found[period.iso3].append(period)
        return found

    def outlined(self, organisation: str, view: View) -> list[Membership]:
        """Who is drawn round: the formal members of the day, whoever else the filter names, or whoever has any tie."""
        on, asked = self.day(view), view.selection.statuses
        periods = self.memberships.periods(organisation)
        return [
            p
            for p in periods
            if p.holds(on) and (view.ties == "all" or statuses()[p.status].formal_member or p.status in asked)
        ]

    def name(self, iso3: str) -> str:
        """What the news calls a country; its code if nothing is known of it."""
        return self.countries[iso3].name if iso3 in self.countries else iso3


@st.cache_resource(show_spinner="Opening the atlas …", max_entries=4)
def _opened(place: str) -> Archive:
    return Archive(open_atlas(place), countries())


def open_archive() -> Archive:
    """The archive to show; raises `AtlasError`, a sentence for people, when there is none to be read."""
    return _opened(os.environ.get(PLACE, "atlas"))


__all__ = ["Archive", "AtlasError", "open_archive"]
