"""A file that a test makes, read the way `dateline build` reads it."""

import pytest

from tests.articles.formats.outcome import Outcome, outcome_of


@pytest.fixture
def reading(tmp_path):
    """Write a file of that name and content, and read it."""

    def write_and_read(name: str, content: bytes | str, **how) -> Outcome:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return outcome_of(file, **how)

    return write_and_read
