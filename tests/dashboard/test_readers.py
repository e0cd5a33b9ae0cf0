"""Who is let in."""

import pytest

from dashboard.login import may_enter

LIST = ["ann@example.org", "@Example.net"]


@pytest.mark.parametrize(
    ("claims", "enters"),
    [
        ({"email": "ann@example.org"}, True),
        ({"email": "ANN@example.ORG", "email_verified": True}, True),
        ({"email": "bob@example.net", "email_verified": "true"}, True),
        ({"email": "bob@example.net", "email_verified": False}, False),
        ({"email": "bob@example.net", "email_verified": "false"}, False),
        ({"email": "bob@example.net", "email_verified": None}, False),
        ({"email": "bob@example.org"}, False),
        ({"email": "bob@sub.example.net"}, False),
        ({"email": "bob@notexample.net"}, False),
        ({"email": "bob@example.net@example.com"}, False),
        ({"email": "example.net"}, False),
        ({"email": ""}, False),
        ({"email": None}, False),
        ({"name": "ann@example.org", "sub": "ann@example.org"}, False),
    ],
)
def test_the_list(claims, enters):
    assert may_enter(claims, LIST) is enters


def test_without_a_list_the_provider_decides_and_an_empty_one_lets_nobody_in():
    assert may_enter({"sub": "1"}, None)
    assert not may_enter({"email": "ann@example.org"}, [])
