"""Signing in by OpenID Connect, where whoever serves the page asks for it: nothing is read or drawn before.

Off unless `dateline serve --login` says so, or Streamlit's secrets hold a section [auth]. Whoever the provider vouches
for is let in, or of these only who is named in `allow` of a section [dateline].
"""

import os
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.secrets import secrets_singleton

from dashboard.safe import label, plain

# Set by `dateline serve --login`. Streamlit takes secrets it cannot parse for none at all, and the page would lie open.
REQUIRED = "DATELINE_LOGIN"
_NEEDED = ("redirect_uri", "cookie_secret")
_HELP = "docs/serving.md says what to write"
_OF_A_PROVIDER = ("client_id", "client_secret", "server_metadata_url")


def signed_in() -> bool:
    """Whether the page may be drawn for this reader; where not, draws the sign-in or the reason instead.

    Call it before anything of the atlas is read.
    """
    if not os.environ.get(REQUIRED) and "is_logged_in" not in st.user:
        return True
    if reason := not_ready():
        _notice("Signing in is not set up", reason)
        return False
    if not st.user.get("is_logged_in"):
        _sign_in()
        return False
    if not may_enter(st.user.to_dict(), _secrets("dateline").get("allow")):
        _notice(
            "You are signed in, but not on the list of readers", "Ask whoever runs this page, or sign in as another."
        )
        st.button("Sign out", key="sign_out", on_click=st.logout)
        return False
    _account()
    return True


def may_enter(claims: Mapping[str, Any], allow: Sequence[str] | None) -> bool:
    """Whether a reader is among `allow`: addresses, or domains as "@example.org"; None lets in whom the provider does.

    An address that the provider says it has not verified counts for nothing: anybody can claim it.
    """
    if allow is None:
        return True
    address = str(claims.get("email") or "").casefold()
    if "@" not in address or claims.get("email_verified", True) not in (True, "true"):
        return False
    domain = "@" + address.rpartition("@")[2]
    return any(entry.casefold() in (address, domain) for entry in allow)


def not_ready() -> str | None:
    """A sentence that says what is missing for signing in, or None."""
    auth = _secrets("auth")
    if missing := [key for key in _NEEDED if not auth.get(key)]:
        return f"Streamlit's secrets.toml lacks {' and '.join(missing)} in [auth]; {_HELP}."
    for name, section in _providers(auth).items():
        if missing := [key for key in _OF_A_PROVIDER if not section.get(key)]:
            where = f"[auth.{name}]" if name else "[auth]"
            return f"Streamlit's secrets.toml lacks {' and '.join(missing)} in {where}; {_HELP}."
    try:
        import authlib  # noqa: F401
    except ImportError:
        return "Signing in needs Authlib: pip install 'streamlit[auth]'."
    return None


def _sign_in() -> None:
    _notice("Dateline", "This page is for its readers. Sign in to go on.")
    for name in _providers(_secrets("auth")):
        said = f"Sign in with {label(name)}" if name else "Sign in"
        st.button(said, key=f"sign_in_{name}", type="primary", on_click=_begin, args=(name or None,))


def _begin(provider: str | None) -> None:
    try:
        st.login(provider)
    except StreamlitAPIException as wrong:
        _notice("Signing in is not set up", str(wrong))


def _account() -> None:
    who = str(st.user.get("email") or st.user.get("name") or "")
    with st.container(key="account", horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.html(f'<span class="account">{plain(who)}</span>', width="content")
        st.button("Sign out", key="sign_out", on_click=st.logout, type="tertiary")


def _providers(auth: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """The providers by name; one that stands in [auth] itself has the name "" ."""
    named = {
        name: section for name, section in auth.items() if isinstance(section, Mapping) and name != "client_kwargs"
    }
    return named or {"": auth}


def _secrets(section: str) -> Mapping[str, Any]:
    return secrets_singleton.get(section, {}) if secrets_singleton.load_if_toml_exists() else {}


def _notice(title: str, words: str) -> None:
    st.html(f'<div class="notice large" role="status"><h1>{plain(title)}</h1><p>{plain(words)}</p></div>')
