"""Markdown, with and without the front matter of site generators."""

from datetime import date

import pytest

from tests.articles.formats.outcome import STORY

CASES = {
    "a heading": (f"# Talks in Dushanbe\n\n{STORY}", "Talks in Dushanbe", None, ""),
    "a heading underlined": (f"Talks in Dushanbe\n=================\n\n{STORY}", "Talks in Dushanbe", None, ""),
    "YAML": (f'---\ntitle: "Talks"\ndate: 2021-09-17\noutlet: AFP\n---\n\n{STORY}', "Talks", date(2021, 9, 17), "AFP"),
    "TOML": (f"+++\ntitle = 'Talks'\npubDate = 2021-09-17T10:00:00Z\n+++\n{STORY}", "Talks", date(2021, 9, 17), ""),
    "the same title in both": (f"---\ntitle: Talks\n---\n# Talks\n\n{STORY}", "Talks", None, ""),
    "a date line": (f"# Talks\n\n17 September 2021\n\n{STORY}", "Talks", date(2021, 9, 17), ""),
    "no head at all": (STORY, "", None, ""),
    "a rule that is no front matter": (f"---\n\n{STORY}\n\n---\n", "", None, ""),
}


@pytest.mark.parametrize("case", CASES)
def test_what_the_head_says(case, reading):
    content, title, day, source = CASES[case]
    (article,) = reading("a.md", content).articles
    assert (article.title, article.date, article.source) == (title, day, source)
    assert STORY in article.text
    assert article.text.count("Talks") <= 1


def test_a_date_in_doubt(reading):
    out = reading("a.md", f"---\ndate: 03/04/2021\n---\n{STORY}")
    assert out.repaired_kinds == ["date in doubt"]


@pytest.mark.parametrize("content", ["", "# Only a heading\n", "---\ntitle: x\n---\n"])
def test_nothing_but_a_head(content, reading):
    assert reading("a.md", content).refused_kinds == ["empty"]
