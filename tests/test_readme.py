"""What the README promises is there: its links, its commands and their options, its examples, its picture."""

import json
import re
import shlex
import struct
import subprocess
import sys
from pathlib import Path

import click
import pytest

from geo.command import main

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, ROOT / "data" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PICTURE = ROOT / "docs" / "images" / "map.png"
HEAVIEST = 400_000
_LINK = re.compile(r"\]\(([^)\s]+)\)")
# A command stands at the beginning of a line of code, or after a pipe or a prompt there, or in code within a line.
_LINE = re.compile(r"^(?: {4}|\$ )(.+)$", re.MULTILINE)
_INLINE = re.compile(r"`([^`\n]+)`")


def links(page: Path) -> list[str]:
    """The files a page points to."""
    return [link.split("#")[0] for link in _LINK.findall(page.read_text("utf-8")) if not re.match(r"[a-z]+:|#", link)]


def code(page: Path) -> list[str]:
    """Every line of code of a page, and every piece of code within a line."""
    text = page.read_text("utf-8")
    fenced = [
        line
        for block in re.findall(r"^```.*?\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
        for line in block.split("\n")
    ]
    return [*fenced, *_LINE.findall(text), *_INLINE.findall(text)]


def commands(page: Path) -> list[str]:
    """Each use of `dateline` on a page: the words after it, to the end of the command."""
    found = []
    for line in code(page):
        for part in re.split(r"[|;]|&&", line.split("  #")[0]):
            match = re.match(r"(?:\$ )?\s*(?:\S*/)?dateline(?:\s+(.*))?$", part.strip())
            if match and match[1]:
                found.append(match[1])
    return found


def blocks(page: Path) -> list[str]:
    """The blocks of indented code, dedented."""
    found = re.findall(r"(?:^ {4}.*\n|^\n(?= {4}))+", page.read_text("utf-8"), re.MULTILINE)
    return [re.sub(r"^ {4}", "", block.strip("\n"), flags=re.MULTILINE) for block in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    lost = [link for link in links(page) if not (page.parent / link).exists()]
    assert not lost, f"{page.name} links to {lost}; mend the link, or run 'make tour' for a picture"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_exist_with_their_options(page: Path) -> None:
    context = click.Context(main)
    for said in commands(page):
        name, *words = shlex.split(said.replace("…", "..."))
        if name.startswith("-"):
            known = {option for parameter in main.get_params(context) for option in parameter.opts}
            words = [name, *words]
        else:
            command = main.get_command(context, name)
            while isinstance(command, click.Group) and words:
                command = command.get_command(context, words.pop(0))
            assert command is not None, f"{page.name} says 'dateline {said}', and there is no such command"
            known = {option for parameter in command.get_params(context) for option in parameter.opts}
        asked = {word.split("=")[0] for word in words if word.startswith("--")}
        assert asked <= known, f"{page.name} says 'dateline {said}'; 'dateline {name} --help' knows no {asked - known}"


def test_the_readme_uses_each_command() -> None:
    said = {command.split()[0] for command in commands(README)}
    assert {"build", "serve", "extract", "report"} <= said


def test_makes_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    asked = {match for page in PAGES for line in code(page) for match in re.findall(r"^make ([a-z-]+)", line)}
    assert {"run", "test"} <= asked <= targets


def test_the_example_of_extract_answers() -> None:
    example = next(line for line in code(README) if line.startswith("$ echo"))
    asked = re.search(r"echo '(.+)' \| dateline extract", example)
    assert asked
    command = [sys.executable, "-c", "from geo.command import main; main()", "extract"]
    ran = subprocess.run(command, input=asked[1] + "\n", capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    found = [(mention["text"], mention["use"]) for mention in json.loads(ran.stdout)["mentions"]]
    assert found == [("Moscow", "actor"), ("Afghan", "modifier"), ("Tashkent", "place")]


def test_the_example_in_python_runs() -> None:
    example = next(block for block in blocks(README) if block.startswith("import spacy"))
    ran = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert [line.split()[:3] for line in ran.stdout.splitlines()] == [
        ["Moscow", "RUS", "actor"],
        ["Afghan", "AFG", "modifier"],
        ["Tashkent", "UZB", "place"],
    ]


def test_the_picture_is_a_whole_window_and_light_enough() -> None:
    assert PICTURE.is_file(), "the README's picture is missing: run 'make tour'"
    head = PICTURE.read_bytes()
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:24]) == (1440, 900), "retake it with 'make tour'"
    assert len(head) < HEAVIEST


def test_these_checks_can_fail(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "[there](nowhere.md) `dateline fly --high`\n\n    $ cat a | dateline build --wings x  # so\n", "utf-8"
    )
    assert links(page) == ["nowhere.md"]
    assert sorted(set(commands(page))) == ["build --wings x", "fly --high"]
