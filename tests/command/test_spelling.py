"""A selection as options is read back as itself."""

from datetime import date

import click
import pytest
from click.testing import CliRunner

from geo.atlas.selection import Selection
from geo.command.selection_options import selection_options
from geo.command.spelling import spelt
from tests.atlas.conftest import sample

__all__ = ["sample"]


@pytest.mark.parametrize(
    ("selection", "countries"),
    [
        (Selection(), ()),
        (Selection(organisations=("SCO", "CSTO"), combine="without", statuses=("member", "observer")), ("KAZ", "RUS")),
        (Selection(since=date(2001, 1, 2), until=date(2017, 6, 9), undated=False, memberships_on=date(2010, 1, 1)), ()),
        (Selection(sources=("AFP", ""), kinds=("capital", "seat"), uses=("actor",), min_confidence=0.55), ()),
        (Selection(search='"met in" OR -Kabul', by="story"), ("AFG",)),
    ],
    ids=str,
)
def test_what_is_spelt_is_read(selection, countries, sample):
    found = []

    @click.command()
    @selection_options
    def ask(atlas, selection, countries):
        found.append((selection, countries))

    arguments = ["--atlas", str(sample.atlas.path), *spelt(selection, countries)]
    done = CliRunner().invoke(ask, arguments)
    assert done.exit_code == 0, done.output
    assert found == [(selection, countries)]
