"""Contents of static codes as people type them: FIELD=VALUE, or a file of JSON."""

from collections.abc import Iterable
from typing import Any, cast

import click

from qrdesk.cli import content_fields
from qrdesk.cli.json_files import object_in
from qrdesk.client import CodeDraft


def content_from(kind: str | None, fields: Iterable[str], file: str | None) -> Any:
    """Return a content: what is in ``file``, or what is typed, where all values are texts.

    Raises:
        UsageError: nothing was said, or both.
        ValidationError: a field cannot be used.
        CannotRead: there is no such file, or something else is in it.
    """
    typed = tuple(fields)
    if file is not None:
        if typed:
            raise click.UsageError("Give the content in a file, or as FIELD=VALUE; not both.")
        found = object_in(file)
        return found if kind is None else {"type": kind, **found}
    if kind is None:
        raise click.UsageError("Say what it is with --type, or name a file with --content.")
    if not typed:
        said = f"Say what is in it, as FIELD=VALUE:\n{content_fields.told(kind)}"
        raise click.UsageError(f"{said}\nSuch as: {content_fields.example(kind)}")
    return CodeDraft.model_validate_strings({"content": _nested({"type": kind}, typed)}).content


def _nested(found: dict[str, Any], typed: Iterable[str]) -> dict[str, Any]:
    """Return fields by name; ``creditor.name=x`` is a field of a part, ``urls.0=x`` the first of a list."""
    for one in typed:
        path, sign, value = one.partition("=")
        if not sign or not path:
            raise click.UsageError(f"“{one}” says no field. Write it as FIELD=VALUE, such as ssid=Lund.")
        *parts, last = path.strip().split(".")
        place = found
        for part in parts:
            inner = place.setdefault(part, {})
            if not isinstance(inner, dict):
                raise click.UsageError(f"“{path}” cannot be: {part} has a value already.")
            place = cast("dict[str, Any]", inner)
        place[last] = value
    return {name: _listed(value) for name, value in found.items()}


def _listed(value: Any) -> Any:
    """Return a part whose fields are all numbers as a list, in their order."""
    if not isinstance(value, dict):
        return value
    parts = {name: _listed(one) for name, one in cast("dict[str, Any]", value).items()}
    if parts and all(name.isascii() and name.isdigit() for name in parts):
        return [parts[name] for name in sorted(parts, key=int)]
    return parts
