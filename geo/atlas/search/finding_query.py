"""The SQL of the list of found articles."""

from geo.atlas.answers.question import Question


def found(question: Question, of_mentions: bool) -> str:
    """A page of the articles selected, best or newest first; `of_mentions`: those alone with a mention that counts.

    Needs a table `ranks` of number and rank.
    """
    chosen = question.single_mentions()
    only = f"AND number IN (SELECT number FROM mentions WHERE {chosen})" if of_mentions else ""
    return f"""WITH page AS (
        SELECT number, rank FROM articles LEFT JOIN ranks USING (number) WHERE {question.articles()} {only}
        ORDER BY rank DESC NULLS LAST, date DESC NULLS LAST, key LIMIT $limit OFFSET $offset),
    counted AS (SELECT number, count(*) AS mentions FROM mentions
        WHERE number IN (SELECT number FROM page) AND {chosen} GROUP BY number)
    SELECT article_id, title, date, source, url, coalesce(mentions, 0)::BIGINT AS mentions, opening, rank
    FROM page JOIN articles USING (number) LEFT JOIN counted USING (number)
    ORDER BY rank DESC NULLS LAST, date DESC NULLS LAST, key"""
