"""Finding passages by their words, in SQLite's FTS5 or PostgreSQL's text search."""

from __future__ import annotations

from django.db import connection

from reviewforum.evidence.search.query import Clause, Query

CAP = 1000
"""So many of the closest passages are looked at; the page says so when there are more."""

SQLITE = """
    SELECT f.rowid FROM evidence_passage_fts f JOIN evidence_passage p ON p.id = f.rowid
    WHERE evidence_passage_fts MATCH %s AND p.forum_id = %s AND p.retired_at IS NULL
    ORDER BY f.rank, f.rowid LIMIT %s
"""
POSTGRES = """
    SELECT passage_id FROM (
        SELECT t.passage_id, t.vector FROM evidence_passageterms t
        JOIN evidence_passage p ON p.id = t.passage_id
        WHERE t.vector @@ to_tsquery('simple', %s) AND p.forum_id = %s AND p.retired_at IS NULL
        LIMIT %s
    ) found ORDER BY ts_rank(vector, to_tsquery('simple', %s)) DESC, passage_id LIMIT %s
"""
RANKED = 4 * CAP  # PostgreSQL ranks by reading each row found; beyond this many it would be slow


def find(query: Query, forum_id: int, *, any_word: bool = False) -> list[int]:
    """Ids of the passages found, closest first, at most CAP."""
    if not query.wanted:
        return []
    sqlite = connection.vendor == "sqlite"
    expression = (fts5 if sqlite else tsquery)(query, any_word=any_word)
    values: list[str | int] = (
        [expression, forum_id, CAP] if sqlite else [expression, forum_id, RANKED, expression, CAP]
    )
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if sqlite else POSTGRES, values)
        return [row[0] for row in cursor.fetchall()]


def fts5(query: Query, *, any_word: bool = False) -> str:
    """The query in FTS5's language. Terms hold only letters and digits, and stand in quotes."""
    parts = (" OR " if any_word else " AND ").join(_fts5(clause) for clause in query.wanted)
    for clause in query.unwanted:
        parts = f"({parts}) NOT {_fts5(clause)}"
    return parts


def _fts5(clause: Clause) -> str:
    star = "*" if clause.prefix else ""
    return "(" + " OR ".join(f'"{" ".join(terms)}"{star}' for terms in clause.sequences) + ")"


def tsquery(query: Query, *, any_word: bool = False) -> str:
    """The query in PostgreSQL's language."""
    wanted = (" | " if any_word else " & ").join(_tsquery(clause) for clause in query.wanted)
    without = "".join(f" & !{_tsquery(clause)}" for clause in query.unwanted)
    return f"({wanted}){without}"


def _tsquery(clause: Clause) -> str:
    star = ":*" if clause.prefix else ""
    sequences = (" <-> ".join(f"'{term}'{star}" for term in terms) for terms in clause.sequences)
    return "(" + " | ".join(f"({sequence})" for sequence in sequences) + ")"
