"""Presets: campaign parameters under a name, to be filled into links."""

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.models import UtmPreset
from qrdesk.core.schemas.lines import as_kept
from qrdesk.core.schemas.presets import UtmPresetDraft, UtmPresetPatch, UtmPresetView
from qrdesk.core.schemas.rules import Utm
from qrdesk.core.services.names import check_free, get_named, list_named, rename


def create_preset(ctx: Context, draft: UtmPresetDraft) -> UtmPresetView:
    """Keep campaign parameters under a name.

    Raises:
        Conflict: there is a preset of this name, perhaps in other letters.
    """
    with database.write():
        check_free(ctx, UtmPreset, draft.name, "preset")
        row = UtmPreset.create(
            workspace=ctx.actor.workspace_id, name=draft.name, utm=_text(draft.utm), created_at=ctx.now
        )
    return _view(row)


def list_presets(ctx: Context) -> list[UtmPresetView]:
    """Return the workspace's presets by name."""
    return [_view(row) for row in list_named(ctx, UtmPreset)]


def get_preset(ctx: Context, preset_id: str) -> UtmPresetView:
    """Return a preset by id, UUID or name.

    Raises:
        NotFound: no such preset in this workspace.
    """
    return _view(get_named(ctx, UtmPreset, preset_id, "preset"))


def update_preset(ctx: Context, preset_id: str, patch: UtmPresetPatch) -> UtmPresetView:
    """Change a preset. Links that were filled from it keep what they have.

    Raises:
        NotFound: no such preset in this workspace.
        Conflict: another preset has this name, perhaps in other letters.
    """
    with database.write():
        row = get_named(ctx, UtmPreset, preset_id, "preset")
        rename(ctx, row, patch.name, "preset")
        row.utm = row.utm if patch.utm is None else _text(patch.utm)
        row.save(only=[UtmPreset.name, UtmPreset.utm])
    return _view(row)


def delete_preset(ctx: Context, preset_id: str) -> None:
    """Delete a preset. Links that were filled from it keep what they have.

    Raises:
        NotFound: no such preset in this workspace.
    """
    with database.write():
        get_named(ctx, UtmPreset, preset_id, "preset").delete_instance()


def _text(utm: Utm) -> str:
    return utm.model_dump_json(exclude_defaults=True)


def _view(row: UtmPreset) -> UtmPresetView:
    return UtmPresetView(
        id=row.public_id,
        uuid=row.uuid,
        name=row.name,
        utm=as_kept(row.utm, Utm.model_validate_json),
        created_at=row.created_at,
    )
