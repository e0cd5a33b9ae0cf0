"""A small OpenID Connect provider on this machine: it vouches for whoever it is told to, at once."""

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT = "dateline"


@dataclass
class Provider:
    """`claims`: what the next reader is said to be."""

    site: str
    claims: dict[str, Any] = field(default_factory=dict)
    nonces: dict[str, str] = field(default_factory=dict)


@contextmanager
def provider() -> Iterator[Provider]:
    from joserfc import jwt
    from joserfc.jwk import RSAKey

    key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if asked.path == "/authorize":
                self._authorize({name: values[0] for name, values in parse_qs(asked.query).items()})
            elif asked.path == "/keys":
                self._say({"keys": [key.as_dict(private=False)]})
            else:
                site = known.site
                self._say(
                    {
                        "issuer": site,
                        "authorization_endpoint": f"{site}/authorize",
                        "token_endpoint": f"{site}/token",
                        "jwks_uri": f"{site}/keys",
                        "id_token_signing_alg_values_supported": ["RS256"],
                    }
                )

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            now = int(time.time())
            told = {"iss": known.site, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 600}
            told |= {"nonce": known.nonces.pop(sent["code"][0]), **known.claims}
            token = jwt.encode({"alg": "RS256", "kid": "one"}, told, key)
            self._say({"access_token": "x", "token_type": "Bearer", "id_token": token})

        def _authorize(self, asked: dict[str, str]) -> None:
            code = secrets.token_hex(8)
            known.nonces[code] = asked["nonce"]
            back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            self.send_response(302)
            self.send_header("Location", back)
            self.end_headers()

        def _say(self, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known = Provider(f"http://127.0.0.1:{server.server_port}")
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
