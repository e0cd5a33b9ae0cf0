"""docs/dependencies.md and pyproject.toml name the same packages, each with a reason and a lower bound."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
WANTED = [spec for specs in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()) for spec in specs]
ROWS = re.findall(r"^\| `([\w-]+)` \|(.+)\|$", (ROOT / "docs" / "dependencies.md").read_text(), re.MULTILINE)


def test_each_has_a_row_with_a_reason():
    documented = {name for name, _ in ROWS if _.count("|") >= 1}
    wanted = {re.split(r"[><=\[]", spec)[0] for spec in WANTED}
    assert documented == wanted, "mend the tables of docs/dependencies.md"
    assert all(rest.split("|")[-1].strip() for _, rest in ROWS)


def test_each_has_a_lower_bound():
    assert not [spec for spec in WANTED if ">=" not in spec]
