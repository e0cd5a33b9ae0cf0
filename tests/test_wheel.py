"""The wheel, far from the checkout: it must carry the tables, the seeds, the theme and every file the page needs."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAXIMUM_MB = 15


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this tree, without the network: hatchling is among the test dependencies."""
    out = tmp_path_factory.mktemp("wheel")
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """The wheel unpacked in a folder of its own, and the environment in which Python finds it first."""
    home = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(home)
    return home, {**os.environ, "PYTHONPATH": str(home)}


def test_is_small_enough_to_ship(wheel):
    assert wheel.stat().st_size < MAXIMUM_MB * 1e6


def test_carries_every_file_of_the_tree(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "geo", "dashboard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert not {name for name in tracked if name and (ROOT / name).exists()} - inside
    assert "dashboard/.streamlit/config.toml" in inside
    assert {f"geo/_shipped/seeds/{path.name}" for path in (ROOT / "seeds").iterdir()} <= inside


def test_builds_and_reports_from_any_folder(elsewhere, tmp_path):
    _, env = elsewhere
    run = [sys.executable, "-c", "import sys; from geo.command import main; main()"]
    said = subprocess.run(
        [sys.executable, "-c", "import geo; print(geo.__file__)"], cwd=tmp_path, env=env, capture_output=True, text=True
    ).stdout
    assert str(elsewhere[0]) in said
    built = subprocess.run([*run, "build", "--quiet"], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    report = subprocess.run([*run, "report"], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert "Afghanistan" in report.stdout, report.stdout + report.stderr
