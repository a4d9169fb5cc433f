"""Keys: made and shown once, listed, ended, given a new text."""

from typing import Any

from qrdesk.core.schemas.access import KeyDraft, KeyView, RotationDraft, Scope
from qrdesk.core.services import keys
from qrdesk.daemon.dialects.dialect import Ask, seconds, text_of

_LABEL = "API key"


def create_key(ask: Ask) -> dict[str, Any]:
    """Make a key that reaches as far as the one that asks. ``tier`` is a plan; left out, it is that key's own."""
    sent = ask.json_if_any
    given: dict[str, Any] = {"name": (text_of(sent, "label", "name") or "").strip() or _LABEL}
    if tier := text_of(sent, "tier", "plan"):
        given["plan"] = tier
    made = ask.do(keys.create_key, KeyDraft.model_validate({**given, "scopes": sorted(ask.ctx.actor.scopes)}))
    return {"key": made.key, **_shown(made), "webhook_secret": made.webhook_secret}


def list_keys(ask: Ask) -> list[dict[str, Any]]:
    """Return all keys, newest first."""
    return [_shown(one) for one in ask.do(keys.list_keys)]


def revoke_key(ask: Ask) -> dict[str, Any]:
    """End a key, and return it as it is now; to whoever may not read keys, no more than that it has ended."""
    key_id = ask.path["key_id"]
    ask.do(keys.revoke_key, key_id)
    shown = _shown(keys.get_key(ask.ctx, key_id))
    return shown if Scope.KEYS_READ in ask.ctx.actor.scopes else {name: shown[name] for name in ("id", "revoked_at")}


def rotate_key(ask: Ask) -> dict[str, Any]:
    """Give a key a new text; the one until now ends at once. Its id and its webhook secret stay."""
    own, key_id, draft = keys.find_own_key(ask.ctx), ask.path["key_id"], RotationDraft()
    is_own = own is not None and key_id in {own.id, own.uuid}
    made = ask.do(keys.rotate_own_key, draft) if is_own else ask.do(keys.rotate_key, key_id, draft)
    return {"key": made.key, **_shown(made)}


def _shown(key: KeyView) -> dict[str, Any]:
    return {
        "id": key.uuid,
        "key_prefix": key.hint.partition("…")[0],
        "label": key.name,
        "tier": key.plan,
        "created_at": seconds(key.created_at),
        "revoked_at": seconds(key.revoked_at),
    }
