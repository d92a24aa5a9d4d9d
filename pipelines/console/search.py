"""`onrecord search`: quotes that hold the words, best first, with who said them and where."""

from __future__ import annotations

from typing import Any

import duckdb

from pipelines.console.failure import WRONG_USAGE, CommandError
from pipelines.publish.reader import NoWarehouseError, QueryTimeoutError, opened, time_limit
from pipelines.settings import Settings

_FOUND = """
with found as (
    select *, fts_main_quotes.match_bm25(quote_id, ?) as score from quotes
)
select found.quote_id, found.text, found.speaker_name, found.speaker_text,
    articles.title, articles.publisher, articles.published_on, articles.source_uri
from found
inner join articles using (article_id)
where found.score is not null
order by found.score desc, found.quote_id
limit ?
"""


def search(settings: Settings, words: str, limit: int) -> str:
    """The best quotes as text. Raises CommandError where there is nothing to search or find."""
    if not any(character.isalnum() for character in words):
        raise CommandError("give at least one word to search for", WRONG_USAGE)
    rows = _find(settings, words, limit)
    if not rows:
        raise CommandError(f"no quote has any of these words: {words}")
    return "\n\n".join(_render(row) for row in rows)


def _find(settings: Settings, words: str, limit: int) -> list[dict[str, Any]]:
    try:
        with (
            opened(settings.published, settings.query_memory) as connection,
            time_limit(connection, settings.query_seconds),
        ):
            found = connection.execute(_FOUND, [words, limit])
            names = [column[0] for column in found.description or []]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    except (NoWarehouseError, QueryTimeoutError) as error:
        raise CommandError(str(error)) from error
    except duckdb.CatalogException as error:
        raise CommandError(
            f"{settings.published} was built without a search index. Build it anew: onrecord run"
        ) from error
    except duckdb.Error as error:
        raise CommandError(f"the search failed: {error}") from error


def _render(row: dict[str, Any]) -> str:
    who = row["speaker_name"] or row["speaker_text"] or "speaker unknown"
    where = " · ".join(
        str(part)
        for part in (
            row["title"] or "(no headline)",
            row["publisher"] or "publisher unknown",
            row["published_on"] or "date not settled",
        )
    )
    return f"{row['text']}\n  {who} · {where}\n  {row['source_uri']} · quote {row['quote_id']}"
