"""Nothing is read worse than it once was."""

import pytest
from floors import FLOORS, GOLD, MEND, digest, measure, raised, read_floors

AGAIN = f"To raise floors, and to see every figure: {MEND}"


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    if not GOLD.exists():
        pytest.skip(f"{GOLD} is not there, so accuracy cannot be measured")
    if not FLOORS.exists():
        pytest.skip(f"{FLOORS} is not there yet; {AGAIN}")
    return measure()


def test_no_figure_is_below_its_floor(figures: dict[str, float]) -> None:
    low = []
    for name, entry in read_floors().items():
        assert entry["data"] == digest(), f"the floor of {name!r} was measured on other data. {AGAIN}"
        assert name in figures, f"{name!r} has a floor and is no longer measured. {AGAIN}"
        if figures[name] < entry["floor"]:
            low.append(f"{name}: {figures[name]} is below {entry['floor']}")
    changes = "To see what changed: git stash; dateline evaluate GOLD --save before.jsonl; git stash pop; "
    changes += "dateline evaluate GOLD --against before.jsonl --errors 20"
    assert not low, "\n".join([*low, changes.replace("GOLD", str(GOLD)), AGAIN])


def test_every_figure_has_a_floor(figures: dict[str, float]) -> None:
    assert not figures.keys() - read_floors().keys(), f"no floor yet. {AGAIN}"


def test_an_update_raises_and_never_lowers() -> None:
    floors = {"a": {"floor": 90.0, "data": "x"}, "b": {"floor": 90.0, "data": "x"}, "c": {"floor": 90.0, "data": "old"}}
    kept, refused = raised(floors, {"a": 91.0, "b": 89.9, "c": 80.0, "d": 70.0}, "x")
    assert {name: entry["floor"] for name, entry in kept.items()} == {"a": 91.0, "b": 90.0, "c": 80.0, "d": 70.0}
    assert all(entry["data"] == "x" for entry in kept.values())
    assert len(refused) == 1
    assert refused[0].startswith("b: 89.9")
