"""The statement that reads the mentions of several articles at once."""

from collections.abc import Sequence
from dataclasses import fields

from geo.atlas.answers.question import Question
from geo.toponyms.mention import Mention

_MENTION = ", ".join(f'"{field.name}"' for field in fields(Mention))


def mentions_in(question: Question, mentions: str, iso3: str, numbers: Sequence[int]) -> str:
    """number, counted, then a mention's fields: all mentions of the articles, in order within each.

    `counted`: whether it is of the country and the question counts it. `mentions`: the files that hold the articles.
    """
    question.narrow(iso3)
    # Written out, numbers let the parts of a file be skipped that hold none of them.
    listed = ", ".join(str(int(number)) for number in numbers)
    return f"""
    SELECT number, coalesce(country = $country AND {question.single_mentions()}, false) AS counted, {_MENTION}
    FROM {mentions} WHERE number IN ({listed}) ORDER BY number, start, "end" DESC"""
