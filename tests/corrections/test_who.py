"""Who a correction is signed by where nobody has signed in."""

import getpass

import pytest

from geo.corrections.who import this_user


@pytest.mark.parametrize("error", [OSError, KeyError, ImportError])
def test_a_machine_that_has_no_name_for_its_user_signs_with_none(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def nobody() -> str:
        raise error("uid not found: 54321")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert this_user() == ""
    monkeypatch.setattr(getpass, "getuser", lambda: "ann")
    assert this_user() == "ann"
