"""What an entry of the audit log says of a change: the fields that differ, and never a secret."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from qrdesk.core.journal import Changes
from qrdesk.core.schemas.lines import MASK
from qrdesk.core.schemas.masks import masked_text

SECRET = frozenset({"key", "webhook_secret", "password", "code", "secret", "token", "headers"})
_LONGEST = 2000  # characters of one value
DERIVED = frozenset(  # from other fields, or by the hits that come in meanwhile
    {
        "updated_at", "warnings", "short_url", "code_url", "final_url", "link_count", "target", "printed", "steps",
        "status_text", "dns_record", "proof_url", "fit_for_print", "last_used_at", "last_used_from",
        "last_used_agent", "used_by", "uuid", "waiting", "next_at", "trouble", "delivered_at", "failing_since",
        "checks",
    }
)  # fmt: skip
_OF_ITS_MAKING = frozenset({"id", "created_at"})  # no news of something that was made just now, or is gone


def between(before: BaseModel | None, after: BaseModel | None, sent: Mapping[str, Any]) -> Changes:
    """Return the fields that differ, each with what was before and after.

    Of what was made, or is gone, all fields that say something. A password is shown by no view: that one was sent is
    told, and no more.
    """
    was, now = _fields(before), _fields(after)
    names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    if before is None or after is None:
        names = [
            name for name in names if name not in _OF_ITS_MAKING and not _says_nothing(was.get(name, now.get(name)))
        ]
    changes = {name: (_cut(was.get(name)), _cut(now.get(name))) for name in names}
    if _secret_content(before) != _secret_content(after) and "content" not in changes:
        changes["content"] = (was.get("content"), now.get("content"))  # the same, as far as it is shown here
    return {**changes, **_secrets_sent(sent.values(), was)}


def _secret_content(view: BaseModel | None) -> Any:
    content = None if view is None else view.model_dump(mode="json").get("content")
    return content if holds_secret(content) else None


def masked(value: Any) -> Any:
    """Return what JSON would say of ``value``, with secrets masked at any depth."""
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json", exclude_unset=True)
    if isinstance(value, dict):
        return {name: MASK if name in SECRET and one else masked(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [masked(one) for one in value]
    return masked_text(value) if isinstance(value, str) else value


def made(values: Mapping[str, Any]) -> Changes:
    """Return changes that say what was done, where there is no before."""
    return {name: (None, value) for name, value in values.items()}


def _fields(view: BaseModel | None) -> dict[str, Any]:
    found = {} if view is None else view.model_dump(mode="json")
    hidden = {"text"} if holds_secret(found.get("content")) else set[str]()  # the same, as a code says it
    return {name: one for name, one in masked(found).items() if name not in DERIVED | hidden}


def holds_secret(content: Any) -> bool:
    """Say whether what a static code says has something in it that is masked."""
    return isinstance(content, dict) and any(name in SECRET and one for name, one in content.items())


def _secrets_sent(sent: Iterable[Any], was: Mapping[str, Any]) -> Changes:
    found: dict[str, tuple[Any, Any]] = {}
    for model in sent:
        if isinstance(model, BaseModel):
            for name in SECRET & model.model_fields_set:
                told = (MASK if was.get(f"has_{name}") else None, MASK if getattr(model, name) else None)
                if any(told):  # there was none, and there is none
                    found[name] = told
    return found


def _says_nothing(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_says_nothing, value.values()))
    return value is None or value is False or value in ("", 0, [])


def _cut(value: Any) -> Any:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return value if len(text) <= _LONGEST else text[:_LONGEST] + "…"
