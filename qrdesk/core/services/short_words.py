"""Words of two letters in the index of links, which is made of three: SQLite's list of those threes finds them.

Such a word is in a text where one of its threes begins with it, or, at the very end of the text, ends with it. A look
at each of a million texts would take half a second. Where texts begin with very many letters (anybody's, as the list
is of all workspaces) a look at the texts of the workspace is what takes less.
"""

import json
from collections.abc import Sequence
from typing import Any

from qrdesk.core import database

_LIST = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.link_threes USING fts5vocab(main, link_fts, instance)"
_MOST = 200  # letters that threes begin with: a look at the list for each
_LAST = "\U0010ffff"  # no letter comes after it
_BEGINNING = "SELECT doc FROM temp.link_threes WHERE term >= ? AND term <= ?"
_ENDING = "SELECT doc FROM temp.link_threes WHERE term IN (SELECT value FROM json_each(?))"
_ANYBODYS = "SELECT DISTINCT f.doc FROM ({}) f"
_OURS = "SELECT DISTINCT f.doc FROM ({}) f CROSS JOIN link_text t ON t.link_id = f.doc WHERE +t.workspace_id = ?"
_SCAN = "SELECT link_id FROM link_text WHERE workspace_id = ? AND instr(text, ?) > 0"
_LETTERS = (
    "WITH RECURSIVE had(letter) AS (SELECT (SELECT substr(term, 1, 1) FROM temp.link_threes LIMIT 1) UNION ALL "
    "SELECT (SELECT substr(term, 1, 1) FROM temp.link_threes WHERE term > had.letter || ?1 LIMIT 1) FROM had "
    "WHERE had.letter IS NOT NULL LIMIT ?2) SELECT letter FROM had WHERE letter IS NOT NULL"
)
_OTHERS = (
    "SELECT EXISTS (SELECT 1 FROM link_text WHERE workspace_id < ?1) OR "
    "EXISTS (SELECT 1 FROM link_text WHERE workspace_id > ?1)"
)


def having(word: str, workspace_id: int, most: int) -> list[int]:
    """Return the numbers of the workspace's links whose text has ``word``, at most so many of them."""
    database.proxy.execute_sql(_LIST)
    alone = is_alone(workspace_id)
    found = _docs(_BEGINNING, [word, word + _LAST], None if alone else workspace_id, most)
    if len(found) == most:
        return found
    letters = _first_letters()
    if len(letters) > _MOST:
        return _asked(_SCAN, [workspace_id, word], most)
    ends = json.dumps([letter + word for letter in letters])
    found += _docs(_ENDING, [ends], None if alone else workspace_id, most)
    return list(dict.fromkeys(found))[:most]


def is_alone(workspace_id: int) -> bool:
    """Say whether no other workspace has links: whatever the index has is this one's, and no text need be looked at."""
    return not database.proxy.execute_sql(_OTHERS, (workspace_id,)).fetchone()[0]


def _docs(sql: str, values: Sequence[str], workspace_id: int | None, most: int) -> list[int]:
    if workspace_id is None:
        return _asked(_ANYBODYS.format(sql), values, most)
    return _asked(_OURS.format(sql), [*values, workspace_id], most)


def _asked(sql: str, values: Sequence[Any], most: int) -> list[int]:
    return [row[0] for row in database.proxy.execute_sql(f"{sql} LIMIT {most}", list(values)).fetchall()]


def _first_letters() -> list[str]:
    """Return the letters that threes begin with, one more than are looked at where they are more."""
    return [row[0] for row in database.proxy.execute_sql(_LETTERS, (2 * _LAST, _MOST + 1)).fetchall()]
