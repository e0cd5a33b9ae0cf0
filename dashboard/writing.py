"""Whether readers of the page may change the atlas: add articles to it, correct how it reads a name.

Whoever serves the page decides. Left alone, it is allowed only where the page is its owner's: on a loopback address,
under no other name, without signing in and not behind a reverse proxy. `dateline serve --allow-writing` allows it to
every reader.
"""

import ipaddress
import os
from collections.abc import Sequence

# Set by `dateline serve`; without it, as in a page that something else runs, nobody may.
_ALLOWED = "DATELINE_WRITING"

NOT_ALLOWED = "This page can only be read here: whoever serves it allows changes with `dateline serve --allow-writing`."


def may_write() -> bool:
    """Whether the page may change the atlas. To be asked again where the change is made, not only where it is shown."""
    return os.environ.get(_ALLOWED) == "1"


def allow(allowed: bool) -> None:
    """Say for this process, and those it starts, whether the page may change the atlas."""
    os.environ[_ALLOWED] = "1" if allowed else "0"


def is_private(host: str, names: Sequence[str], base_path: str, login: bool) -> bool:
    """Whether nobody but this machine's user is meant to read the page.

    `names` are further ones that the server answers to, `base_path` where a reverse proxy keeps it.
    """
    return _is_loopback(host) and not names and not base_path and not login


def _is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens on `host`; any name but localhost may lead elsewhere."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
