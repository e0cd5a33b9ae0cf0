"""The web server: Streamlit's own application, behind strict headers, with the files the browser keeps."""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import orjson
import streamlit
from pandas import DataFrame
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.assets import LATER, Asset, asset, assets, root, sought
from dashboard.choropleth import CAPITALS, COUNTED, MapPicture
from dashboard.overlay import bloc_lines, picked_lines, read_ties
from dashboard.picture import payload

PAGE = Path(__file__).parent / "app.py"
FOREVER = "public, max-age=31536000, immutable"
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
# Not kept: pages and answers that depend on who asks; Streamlit sets its own header on its bundles.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def content_security_policy() -> str:
    """The policy of every page: nothing from any other host, no script but Streamlit's and ours.

    Streamlit's page holds one script in line; its hash is computed from the installed file, since a hash written down
    here would leave the page blank after the next update.
    """
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    hashes = [base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE_SCRIPT.findall(page)]
    scripts = " ".join(["'self'", "blob:", *(f"'sha256-{one}'" for one in hashes)])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _as_what(name: str) -> str:
    """How a page is told to load a file before its script asks for it, so that all come side by side."""
    match Path(name).suffix:
        case ".js":
            return "rel=preload; as=script" if name.startswith("plotly") else "rel=modulepreload"
        case ".css":
            return "rel=preload; as=style"
        case _:
            return "rel=preload; as=fetch; crossorigin"


class Guard:
    """Puts the security headers on every answer, and tells the browser what the first page will need."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._headers = {**_HEADERS, "Content-Security-Policy": content_security_policy()}
        self._soon = ", ".join(
            f"<{found.path}>; {_as_what(found.name)}" for found in assets().values() if found.name not in LATER
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                if headers.get("content-type", "").startswith("text/html"):
                    headers["Link"] = self._soon
            await send(message)

        await self.app(scope, receive, guarded)


def create_app(hosts: Sequence[str], page: Path = PAGE) -> streamlit.App:
    """The application, answering only to these host names (without ports; "*" stands for any).

    Takes a second: what the first map needs is made here, so that no reader waits for it.
    """
    sought()
    payload(MapPicture(DataFrame(columns=COUNTED), DataFrame(columns=CAPITALS)), "first")
    return streamlit.App(
        page,
        routes=[
            Route(f"{root()}/overlay/{{version}}.json", _overlay),
            Route(f"{root()}/{{version}}/{{name}}", _file),
        ],
        middleware=[
            Middleware(Guard),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        ],
    )


async def _file(request: Request) -> Response:
    found = {**assets(), **sought()}.get(request.path_params["name"])
    if found is None or found.version != request.path_params["version"]:
        return PlainTextResponse("There is no such file.", status_code=404)
    return _answer(request, found)


async def _overlay(request: Request) -> Response:
    """Outlines as plotly traces; the address says whose, so the answer never changes."""
    try:
        found = _drawn(
            request.query_params.get("blocs", ""),
            request.query_params.get("picked", ""),
            "dark" in request.query_params,
        )
    except ValueError as wrong:
        return PlainTextResponse(str(wrong), status_code=400)
    return _answer(request, found)


@lru_cache(maxsize=64)
def _drawn(blocs: str, picked: str, dark: bool) -> Asset:
    traces = picked_lines(picked, dark) if picked else bloc_lines(read_ties(blocs), dark)
    plain = [trace.to_plotly_json() for trace in traces]
    return asset("overlay.json", orjson.dumps(plain, option=orjson.OPT_SERIALIZE_NUMPY))


def _answer(request: Request, found: Asset) -> Response:
    headers = {"Cache-Control": FOREVER, "ETag": f'"{found.version}"', "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, media_type=found.content_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.body, media_type=found.content_type, headers=headers)
