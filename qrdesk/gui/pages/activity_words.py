"""What was changed, in people's words: the fields of the log by name, and their values as one would say them."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import QCoreApplication

from qrdesk.core.schemas.rules import Rule
from qrdesk.gui import rule_sentences, webhooks_words, words
from qrdesk.gui.pages.activity_fields import field_words
from qrdesk.gui.webhooks_words import Standing

_STATES: tuple[Standing, ...] = ("healthy", "failing", "paused", "disabled")
_OF_ENDPOINTS: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "format": lambda: {key: one[0] for key, one in webhooks_words.format_words().items()},
    "state": lambda: {key: webhooks_words.state_words(key) for key in _STATES},
}
NOTHING = "\N{EN DASH}"
_MOST = 2_000  # characters of one value that are shown
_LINKS = frozenset({"links", "there"})  # fields that are ids of links
_LISTED = 12  # links of one change that are listed
_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)
_INSTANTS = frozenset({"starts_at", "ends_at", "expires_at", "printed_at", "revoked_at", "deleted_at"})


def field_name(name: str) -> str:
    """Return what people call a field; one of a later version by its own name."""
    return field_words().get(name) or name.replace("_", " ").capitalize()


def link_ids(changes: Mapping[str, Sequence[Any]]) -> Sequence[str]:
    """Return the ids of the links that a change of many lists, as far as they are shown."""
    lists = [values[-1] for name, values in changes.items() if name in _LINKS and values]
    return [str(one) for said in lists if isinstance(said, list) for one in cast(list[Any], said)[:_LISTED]]


def value(name: str, said: Any, titles: Mapping[str, str] | None = None, *, whole: bool = False) -> str:
    """Return a value of the field ``name`` as one would say it; ``titles`` are those of links, by their ids.

    A long one is cut unless ``whole``.
    """
    if said is None or said in ("", [], {}):
        return NOTHING
    if name in _LINKS and isinstance(said, list):
        return _links([str(one) for one in cast(list[Any], said)], titles or {})
    if name == "rules" and isinstance(said, list):
        return "\n".join(_rule(number, one) for number, one in enumerate(cast(list[Any], said), 1))
    if name == "action":
        return _actions().get(str(said)) or _cut(_plain(said))
    if name in _INSTANTS and isinstance(said, str):
        return _instant(said)
    if name == "kinds" and isinstance(said, list):
        known = webhooks_words.kind_words()
        return "\n".join(known.get(str(one), str(one)) for one in cast(list[Any], said))
    if name in _OF_ENDPOINTS and isinstance(said, str):
        return _OF_ENDPOINTS[name]().get(said) or _cut(_plain(said))
    return _plain(said) if whole else _cut(_plain(said))


def _links(ids: Sequence[str], titles: Mapping[str, str]) -> str:
    lines = [titles.get(one) or one for one in ids[:_LISTED]]
    if len(ids) > _LISTED:
        lines.append(_tr("and {count} more").format(count=words.number(len(ids) - _LISTED)))
    return "\n".join(lines)


def _rule(number: int, one: Any) -> str:
    try:
        rule = _RULE.validate_python(one)
    except ValidationError:  # of another version, or cut off
        return f"{number}. {_plain(one)}"
    leads = rule.destination or ", ".join(variant.destination for variant in rule.variants)
    return f"{number}. {rule_sentences.sentence(rule)} \N{RIGHTWARDS ARROW} {leads or NOTHING}"


def _instant(said: str) -> str:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return said
    return words.moment(at)


def _plain(said: Any) -> str:
    if said is None or said in ("", [], {}):
        return NOTHING
    if said is True or said is False:
        return _tr("yes") if said else _tr("no")
    if isinstance(said, int):
        return words.number(said)
    if isinstance(said, str):
        return _choices().get(said, said)
    if isinstance(said, dict):
        return _parts(cast(Mapping[str, Any], said))
    if isinstance(said, list) and not any(isinstance(one, (dict, list)) for one in cast(list[Any], said)):
        return ", ".join(_plain(one) for one in cast(Sequence[Any], said))
    return json.dumps(said, ensure_ascii=False)


def _parts(said: Mapping[str, Any]) -> str:
    if {"id", "name"} <= said.keys():  # something else, as a folder: by its name
        return str(said["name"])
    parts = {str(name): _plain(one) for name, one in said.items()}
    lines = [f"{field_name(name)}: {one}" for name, one in parts.items() if one != NOTHING]
    return "\n".join(lines) or NOTHING


def _cut(said: str) -> str:
    return said if len(said) <= _MOST else said[:_MOST] + "…"


def _actions() -> dict[str, str]:
    return {
        "pause": _tr("paused"),
        "resume": _tr("resumed"),
        "archive": _tr("archived"),
        "restore": _tr("restored"),
        "delete": _tr("deleted"),
    }


def _choices() -> dict[str, str]:
    return {
        "live": _tr("live"),
        "paused": _tr("paused"),
        "archived": _tr("archived"),
        "suspended": _tr("suspended"),
        "owner": _tr("owner"),
        "admin": _tr("admin"),
        "member": _tr("member"),
        "•••": _tr("••• (kept secret)"),
    }


def _tr(said: str) -> str:
    return QCoreApplication.translate("Activity", said)
