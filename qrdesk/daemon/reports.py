"""What is to be known about a file, in a header beside it: short enough for proxies, which end long ones with a 502."""

import json
from typing import Any

MOST_BYTES = 4000  # proxies keep all headers of an answer in 4 KB or 8 KB
_CUTS = ((600, 30), (300, 12), (150, 6), (80, 3), (40, 1))  # letters of a text, parts of a list


def header_of(report: dict[str, Any]) -> str:
    """Return a report as JSON in ASCII. Where that is long, the ends of texts and lists are left out."""
    text = _compact(report)
    for letters, parts in _CUTS:
        if len(text) <= MOST_BYTES:
            break
        text = _compact(_cut(report, letters, parts))
    return text if len(text) <= MOST_BYTES else "{}"


def _cut(value: Any, letters: int, parts: int) -> Any:
    if isinstance(value, str):
        return value if len(value) <= letters else value[: letters - 1] + "…"
    if isinstance(value, dict):
        return {key: _cut(one, letters, parts) for key, one in value.items()}
    if isinstance(value, list):
        return [_cut(one, letters, parts) for one in value[:parts]]
    return value


def _compact(report: Any) -> str:
    return json.dumps(report, separators=(",", ":"))
