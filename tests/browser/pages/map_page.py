"""A page with the map alone, over figures made up for it, and a few switches that browser tests turn."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.choropleth import MapPicture
from dashboard.map_view import show_map
from geo.world.countries import countries
from geo.world.memberships import Memberships

COUNTS = {
    "AFG": (41, 5), "RUS": (24, 4), "TJK": (19, 4), "HUN": (16, 1), "USA": (12, 5), "UZB": (9, 3), "CHN": (8, 4),
    "IRN": (6, 2), "KAZ": (5, 2), "KGZ": (4, 2), "PAK": (4, 2), "IND": (2, 1), "TKM": (2, 1), "TUR": (1, 1),
    "BEL": (1, 1), "GBR": (1, 1), "ARM": (1, 1), "SGP": (3, 1), "FRA": (1, 1),
}  # fmt: skip
CAPITALS = {"AFG": 11, "TJK": 8, "RUS": 7, "UZB": 5, "HUN": 4, "CHN": 2, "IRN": 2, "USA": 3, "BEL": 1, "KAZ": 1}
ON = date(2021, 9, 17)

st.set_page_config(page_title="Map", layout="wide")
left, right = st.columns([3, 1])
only = right.segmented_control("Only", ["all", "CSTO", "nothing"], default="all")
measure = right.segmented_control("Measure", ["mentions", "articles", "share"], default="mentions")
scale = right.segmented_control("Scale", ["classes", "log"], default="classes")
overlay = right.multiselect("Outlined", ["SCO", "CSTO", "EAEU", "BRICS", "EU", "CIS"], default=["SCO", "CSTO"])
every = right.toggle("Every status")

table = Memberships.load()
known = countries()
csto = {membership.iso3 for membership in table.members("CSTO", ON)}
kept = {"all": set(COUNTS), "CSTO": csto, "nothing": set()}[only or "all"]
rows = [
    {"iso3": iso3, "name": known[iso3].name, "mentions": mentions, "articles": articles, "share": articles / 5}
    for iso3, (mentions, articles) in COUNTS.items()
    if iso3 in kept
]
capitals = [
    {"iso3": iso3, "name": city.name, "lat": city.lat, "lon": city.lon, "mentions": mentions}
    for iso3, mentions in CAPITALS.items()
    if iso3 in kept and (city := known[iso3].capitals[0])
]


def belonging(code: str) -> list:
    """Who is outlined: members, or with the switch everyone who has any status that day."""
    return [one for one in table.periods(code) if one.holds(ON) and (every or one.status == "member")]


picture = MapPicture(
    countries=pd.DataFrame(rows, columns=["iso3", "name", "mentions", "articles", "share"]),
    capitals=pd.DataFrame(capitals, columns=["iso3", "name", "lat", "lon", "mentions"]),
    measure=measure or "mentions",
    scale=scale or "classes",
    blocs=[(code, code, belonging(code)) for code in overlay[:3]],
    memberships={iso3: ", ".join(one.organisation for one in table.of(iso3, ON)[:6]) for iso3 in known},
    picked=st.session_state.get("country"),
    dark=st.context.theme.type == "dark",
)
with left, st.container(key="map"):
    clicked = show_map(picture)
if clicked:
    st.session_state["country"] = clicked
    st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1
    st.rerun()
right.text(f"Country: {st.session_state.get('country', 'none')}")
right.text(f"Clicks: {st.session_state.get('clicks', 0)}")
