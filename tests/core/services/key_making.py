"""Keys of programs, made and changed in one line."""

from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.schemas.access import KeyDraft, KeyPatch, KeyView, NewKeyView
from qrdesk.core.services import keys


def make(ctx: Context, **more: Any) -> NewKeyView:
    """Make a key called Till."""
    return keys.create_key(ctx, KeyDraft.model_validate({"name": "Till", **more}))


def change(ctx: Context, key_id: str, **more: Any) -> KeyView:
    return keys.update_key(ctx, key_id, KeyPatch.model_validate(more))
