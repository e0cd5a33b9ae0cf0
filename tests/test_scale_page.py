"""docs/scale.md can be followed to the letter: its manifests hold together, its script parses, its options exist."""

import re
import subprocess
from pathlib import Path

import yaml
from click.testing import CliRunner

from geo.command.build import build

PAGE = (Path(__file__).parent.parent / "docs" / "scale.md").read_text(encoding="utf-8")


def block(language):
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.S)
    return found


def test_the_manifests_hold_together():
    parts = {(part["kind"], part["metadata"]["name"]): part for part in yaml.safe_load_all(block("yaml"))}
    assert {kind for kind, _ in parts} == {"Service", "Deployment", "Job"}
    service = parts["Service", "dateline-scheduler"]["spec"]
    labels = []
    for (kind, _), part in parts.items():
        if kind == "Service":
            continue
        pod = part["spec"]["template"]
        if kind == "Deployment":
            assert part["spec"]["selector"]["matchLabels"] == pod["metadata"]["labels"]
            labels.append(pod["metadata"]["labels"])
        (container,) = pod["spec"]["containers"]
        assert container["image"] == "registry.example/dateline:1"
        assert container["resources"]["limits"]["memory"]
        mounted = {mount["name"] for mount in container.get("volumeMounts", [])}
        assert mounted == {volume["name"] for volume in pod["spec"].get("volumes", [])}
        if "tcp://" in " ".join(container["args"]):
            assert f"tcp://dateline-scheduler:{service['ports'][0]['port']}" in container["args"]
    assert service["selector"] in labels


def test_the_script_for_a_queue_parses():
    done = subprocess.run(["bash", "-n"], input=block("bash").encode(), capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_every_option_of_build_that_is_named_exists():
    known = CliRunner().invoke(build, ["--help"]).output
    lines = [line for line in PAGE.splitlines() if "dateline build" in line or "`--" in line]
    for option in {found for line in lines for found in re.findall(r"(?<![\w-])--[a-z-]+", line)} - {"--write"}:
        assert option in known, option
