"""`dateline serve`: explore an atlas in a browser."""

import contextlib
import errno
import ipaddress
import os
import re
import signal
import socket
import sys
import webbrowser
from pathlib import Path

import click

from dashboard.writing import allow, is_private

ATLAS_VARIABLE = "DATELINE_ATLAS"
DEFAULT_PORT = 8501
# How long open pages may hold up the end, in seconds.
_FAREWELL_S = 1
_ANYWHERE = ("0.0.0.0", "::")


@click.command()
@click.option(
    "--atlas",
    type=click.Path(path_type=Path),
    default=Path("atlas"),
    show_default=True,
    help="The folder that `dateline build` made.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 lets other machines in.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="0 takes any free one."
)
@click.option("--allow-host", multiple=True, metavar="NAME", help="Another name of this machine; may be given again.")
@click.option(
    "--base-path",
    default="",
    metavar="PATH",
    callback=lambda _context, _parameter, given: below(given),
    help="Where a reverse proxy keeps the page: /news.",
)
@click.option("--login", is_flag=True, help="Let nobody in who has not signed in: docs/serving.md.")
@click.option(
    "--allow-writing",
    is_flag=True,
    expose_value=False,
    callback=lambda _context, _parameter, given: allow(given),
    help="Let every reader add articles and correct names; without this, only on a page that nobody else can reach.",
)
@click.option("--browser/--no-browser", default=False, show_default=True, help="Open the page in a browser.")
def serve(
    atlas: Path, host: str, port: int, allow_host: tuple[str, ...], base_path: str, login: bool, browser: bool
) -> None:
    """Explore an atlas in a browser, until Ctrl+C."""
    _require_atlas(atlas)
    if is_private(host, allow_host, base_path, login):
        allow(True)
    with listening(host, port) as listener:
        run(atlas.resolve(), listener, (host, *allow_host), browser=browser, base_path=base_path, login=login)


def below(given: str) -> str:
    """A path as Streamlit wants it, without slashes round it; raises `BadParameter` for what is no path."""
    path = given.strip("/")
    if path and not re.fullmatch(r"[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*", path):
        raise click.BadParameter(f"{given!r} is not a path such as /news.")
    return path


def _require_atlas(atlas: Path) -> None:
    from geo.atlas.atlas import AtlasError, open_atlas

    try:
        open_atlas(atlas)
    except AtlasError as wrong:
        raise click.ClickException(str(wrong)) from None


def listening(host: str, port: int) -> socket.socket:
    """A socket that waits for browsers; raises `ClickException` with a sentence that says why there is none."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as wrong:
        if wrong.errno == errno.EADDRINUSE:
            raise click.ClickException(
                f"Port {port} is in use, perhaps by another Dateline: take another with '--port {port + 1}', "
                "or any free one with '--port 0'."
            ) from None
        if wrong.errno == errno.EACCES:
            raise click.ClickException(f"Port {port} is reserved for the system; take one above 1023.") from None
        raise click.ClickException(f"Cannot listen on {host}: {wrong.strerror or wrong}.") from None


def run(
    atlas: Path,
    listener: socket.socket,
    names: tuple[str, ...],
    *,
    browser: bool = False,
    page: Path | None = None,
    base_path: str = "",
    login: bool = False,
) -> None:
    """Serve until SIGINT or SIGTERM, then end at once. `page`: another script than the dashboard's own.

    With `login` it does not start where nobody could sign in.
    """
    os.environ[ATLAS_VARIABLE] = str(atlas)
    hosts = allowed_hosts(names)
    _configure(listener, hosts, base_path)
    if login:
        _require_login()
    address = f"http://{_spoken(names[0])}:{listener.getsockname()[1]}{f'/{base_path}/' if base_path else ''}"

    import uvicorn

    from dashboard.server import PAGE, create_app

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                click.echo(f"Dateline is at {address}  (Ctrl+C stops it)")
                if browser:
                    webbrowser.open(address)

    app = create_app(hosts, page or PAGE)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, ws="websockets-sansio", timeout_graceful_shutdown=_FAREWELL_S
    )
    server = Server(config)
    # uvicorn ends in good order and then raises the signal again, for whoever stood here before it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    if not server.started:
        raise click.ClickException("The server did not start; what is above says why.")


def _require_login() -> None:
    from dashboard.login import REQUIRED, not_ready

    os.environ[REQUIRED] = "1"
    if reason := not_ready():
        raise click.ClickException(reason)


def _spoken(host: str) -> str:
    """The host as a browser on this machine is told it."""
    if host in _ANYWHERE:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def allowed_hosts(names: tuple[str, ...]) -> list[str]:
    """The names a browser may call this machine by; a page elsewhere that points its own name here gets no answer.

    Listening everywhere, the machine's own name and numeric addresses are added.
    """
    found = ["localhost", "127.0.0.1", "[::1]", "::1"]
    for name in names:
        if name in _ANYWHERE:
            found += [socket.gethostname(), socket.getfqdn(), *_own_addresses()]
        else:
            found.append(name)
    return list(dict.fromkeys(name.lower() for name in found))


def _own_addresses() -> list[str]:
    try:
        known = socket.getaddrinfo(socket.gethostname(), None)
    except OSError:
        return []
    return sorted({str(ipaddress.ip_address(str(entry[4][0]).split("%")[0])) for entry in known})


def _configure(listener: socket.socket, hosts: list[str], base_path: str = "") -> None:
    """Make Streamlit read our settings wherever we are started from.

    It looks for `.streamlit/config.toml` beside what it takes for the main script, and that file wins over those of the
    working folder and the home folder. In a wheel it lies beside the page; in a checkout at the root.
    """
    from streamlit import config

    here = Path(__file__).parent
    home = next((folder for folder in (here, here.parent) if (folder / ".streamlit" / "config.toml").is_file()), here)
    config._main_script_path = str(home / "app.py")
    host, port = listener.getsockname()[:2]
    config.get_config_options(
        force_reparse=True,
        options_from_flags={
            "server.address": host,
            "server.port": port,
            "server.allowedHosts": hosts,
            "browser.serverPort": port,
            "server.baseUrlPath": base_path,
        },
    )
