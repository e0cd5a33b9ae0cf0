"""The server as the outside sees it: a real process, its headers, its refusals and its end."""

import gzip
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit

from dashboard.assets import assets
from dashboard.serve import allowed_hosts
from geo.shipped import SEEDS

DATELINE = [sys.executable, "-c", "from geo.command import main; main()"]
ADDRESS = re.compile(r"http://\S+:\d+")
PATIENCE_S = 60


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("server") / "atlas"
    subprocess.run([*DATELINE, "build", str(SEEDS), "--atlas", str(folder)], check=True, capture_output=True)
    return folder


@contextmanager
def serving(atlas: Path, *more: str, cwd: Path | None = None) -> Iterator[tuple[subprocess.Popen, str]]:
    """A running `dateline serve` on a free port, and the address it printed."""
    process = subprocess.Popen(
        [*DATELINE, "serve", "--atlas", str(atlas), "--port", "0", *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=cwd,
        env={key: value for key, value in os.environ.items() if not key.startswith("STREAMLIT_")},
    )
    try:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if found := ADDRESS.search(line):
                yield process, found[0]
                return
        pytest.fail(f"the server gave no address:\n{said}")
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def address(atlas: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Started far from the checkout, where someone else's Streamlit settings lie."""
    far = tmp_path_factory.mktemp("far")
    (far / ".streamlit").mkdir()
    (far / ".streamlit" / "config.toml").write_text(
        '[theme.light]\nprimaryColor = "#ff0000"\n[client]\nshowErrorDetails = "full"\n', "utf-8"
    )
    with serving(atlas, cwd=far) as (_, url):
        yield url


def ask(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE_S)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/no/such/page", assets()["borders.geojson"].path])
def test_every_answer_carries_the_security_headers(address: str, path: str) -> None:
    _, headers, _ = ask(address, path)
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_policy_lets_the_pages_own_script_run(address: str) -> None:
    import base64
    import hashlib

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    scripts = re.findall(rb"<script>(.*?)</script>", page, re.DOTALL)
    assert scripts
    _, headers, _ = ask(address, "/")
    for script in scripts:
        expected = base64.b64encode(hashlib.sha256(script).digest()).decode()
        assert f"'sha256-{expected}'" in headers["content-security-policy"]


@pytest.mark.parametrize("name", assets())
def test_files_are_kept_for_good_and_sent_packed(address: str, name: str) -> None:
    found = assets()[name]
    status, headers, body = ask(address, found.path, Accept_Encoding="gzip")
    assert status == 200
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == found.body
    assert ask(address, found.path)[2] == found.body
    assert ask(address, found.path, If_None_Match=headers["etag"])[0] == 304


@pytest.mark.parametrize(
    "path", ["/dateline/000000000000/borders.geojson", "/dateline/../../etc/passwd", "/dateline/x/y"]
)
def test_no_other_file_is_served(address: str, path: str) -> None:
    assert ask(address, path)[0] in (400, 404)


def test_outlines_are_made_on_demand_and_kept(address: str) -> None:
    status, headers, body = ask(address, "/dateline/overlay/1.json?blocs=RUS.KAZ.IRN-observer_RUS.ARM&dark=1")
    assert status == 200
    assert "immutable" in headers["cache-control"]
    assert {trace["type"] for trace in json.loads(body)} == {"scattergeo"}


@pytest.mark.parametrize("asked", ["blocs=<script>", "blocs=A_B_C_D", "blocs=RUS_RUS_RUS_RUS"])
def test_nonsense_for_outlines_is_refused(address: str, asked: str) -> None:
    status, headers, body = ask(address, f"/dateline/overlay/1.json?{asked}")
    assert status == 400
    assert headers["content-type"].startswith("text/plain")
    assert b"<" not in body


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"])
def test_another_name_for_this_machine_gets_no_answer(address: str, host: str) -> None:
    assert ask(address, "/", Host=host)[0] == 400
    assert ask(address, "/", Host=f"localhost:{urlsplit(address).port}")[0] == 200


def test_the_connection_is_refused_to_pages_from_elsewhere(address: str) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    assert ask(address, "/_stcore/stream", Origin="http://evil.example", **upgrade)[0] == 403
    assert ask(address, "/_stcore/stream", Origin="http://evil.example", Host="evil.example", **upgrade)[0] in (
        400,
        403,
    )


def test_nothing_lies_open_under_app_static(address: str) -> None:
    _, headers, body = ask(address, "/app/static/plotly-geo.min.js")
    assert b"Plotly" not in body
    assert "access-control-allow-origin" not in headers


def test_our_settings_win_wherever_it_was_started(atlas: Path, tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text('[theme.light]\nprimaryColor = "#ff0000"\n', "utf-8")
    script = (
        "from dashboard.serve import _configure, listening\n"
        "from streamlit import config\n"
        "with listening('127.0.0.1', 0) as listener: _configure(listener, ['localhost'], '')\n"
        "print(config.get_option('theme.light.primaryColor'), config.get_option('runner.postScriptGC'),"
        " config.get_option('client.showErrorDetails'), config.get_option('browser.gatherUsageStats'),"
        " config.get_option('server.enableXsrfProtection'), config.get_option('server.allowedHosts'))\n"
    )
    said = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert said.stdout.split()[1:] == ["False", "none", "False", "True", "['localhost']"]
    assert said.stdout.split()[0] not in ("#ff0000", "None")


def test_a_port_in_use_is_said(atlas: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = subprocess.run(
            [*DATELINE, "serve", "--atlas", str(atlas), "--port", str(port)], capture_output=True, text=True
        )
    assert ended.returncode == 1
    assert f"Port {port} is in use" in ended.stderr
    assert f"--port {port + 1}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_missing_atlas_is_said_with_its_mend(tmp_path: Path) -> None:
    ended = subprocess.run(
        [*DATELINE, "serve", "--atlas", str(tmp_path / "none"), "--port", "0"], capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert "dateline build" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_at_once_and_in_order(atlas: Path, how: signal.Signals) -> None:
    with serving(atlas) as (process, url):
        held = socket.create_connection((urlsplit(url).hostname, urlsplit(url).port))
        process.send_signal(how)
        rest, _ = process.communicate(timeout=PATIENCE_S)
        held.close()
    assert process.returncode == 0, rest
    assert "Traceback" not in rest


def test_listening_everywhere_names_this_machine() -> None:
    assert "evil.example" not in allowed_hosts(("0.0.0.0",))
    assert socket.gethostname().lower() in allowed_hosts(("0.0.0.0",))
    assert "news.example" in allowed_hosts(("127.0.0.1", "News.Example"))
