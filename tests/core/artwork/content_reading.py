"""Readers of what static codes say, as phones have them: written from the standards, with nothing of ours."""

import re
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlsplit


def read_fields(text: str, scheme: str) -> list[tuple[str, str]]:
    """Return the fields of ``WIFI:`` and ``MECARD:`` in their order; a backslash takes the next character as it is."""
    assert text.startswith(scheme)
    assert text.endswith(";;")
    return [(name, value) for name, value in _split(text[len(scheme) :], ";", ":")]


def _split(text: str, end: str, after: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    name: str | None = None
    value, escaped = "", False
    for letter in text:
        if escaped:
            value, escaped = value + letter, False
        elif letter == "\\":
            escaped = True
        elif letter == after and name is None:
            name, value = value, ""
        elif letter == end:
            if name is not None:
                found.append((name, value))
            else:
                assert value == "", "a value without a name"
            name, value = None, ""
        else:
            value += letter
    assert (name, value) == (None, "")
    return found


def parts(text: str, sign: str) -> list[str]:
    """Return what stands between signs that no backslash stands before, without the backslashes."""
    found, escaped = [""], False
    for letter in text:
        if escaped:
            found[-1] += "\n" if letter in "nN" else letter
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter == sign:
            found.append("")
        else:
            found[-1] += letter
    return found


def read_lines(text: str) -> list[tuple[str, str, str]]:
    """Return the properties of a vCard or calendar: name, parameters, and the value as it is written."""
    found: list[tuple[str, str, str]] = []
    for line in text.split("\r\n"):
        assert not re.search("[\n\r\x85\u2028\u2029\x0b\x0c]", line)
        head, sign, value = line.partition(":")
        assert sign, line
        name, _, parameters = head.partition(";")
        found.append((name, parameters, value))
    return found


def text_value(value: str) -> str:
    """Return a text value of a vCard or calendar, read."""
    (found,) = parts(value.replace("\\,", "\0").replace("\\;", "\1"), "\2")
    return found.replace("\0", ",").replace("\1", ";")


def moment(value: str) -> datetime:
    """Return a moment in UTC."""
    return datetime.strptime(value, "%Y%m%dT%H%M%S%z")


def query_of(text: str) -> tuple[str, dict[str, str]]:
    """Return what stands before the question mark, read, and the fields after it."""
    found = urlsplit(text)
    fields = parse_qsl(found.query, keep_blank_values=True, strict_parsing=bool(found.query))
    assert len(dict(fields)) == len(fields)
    # a plus is a plus there, not a blank
    assert "+" not in found.query
    return unquote(found.netloc + found.path), dict(fields)
