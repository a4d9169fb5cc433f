"""What an edit was before: the change that puts former values back, from a view seen before or from the log."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from qrdesk.client.client import Client
from qrdesk.client.meeting import Overtaken, save_over
from qrdesk.core.errors import Conflict
from qrdesk.core.schemas.access import KeyPatch, WorkspacePatch
from qrdesk.core.schemas.audit import AuditView
from qrdesk.core.schemas.base import Patch
from qrdesk.core.schemas.codes import CodePatch
from qrdesk.core.schemas.designs import DesignPatch
from qrdesk.core.schemas.domains import DomainPatch, PublicUrlDraft
from qrdesk.core.schemas.folders import FolderPatch
from qrdesk.core.schemas.links import LinkPatch
from qrdesk.core.schemas.masks import is_masked
from qrdesk.core.schemas.members import MemberPatch
from qrdesk.core.schemas.presets import UtmPresetPatch
from qrdesk.core.schemas.saved_views import SavedViewPatch
from qrdesk.core.schemas.tags import TagPatch
from qrdesk.core.schemas.webhooks import EndpointPatch

P = TypeVar("P", bound=Patch)
V = TypeVar("V", bound=BaseModel)
Restore = Callable[[Client], "Restore | None"]  # puts something back; returns what takes that back in turn

_CHANGED_SINCE = "Somebody else changed it since, so it was not taken back."
_CUT = "…"  # the log keeps the beginning of a very long value
_STOOD_IN = "Wi-Fi "  # older entries say it of a text that joins a network, in place of that
_SECRET = frozenset({"password", "headers", "secret", "key", "code"})
_OTHERS = frozenset({"folder", "folders", "links", "default_design"})  # things that are named by their id
_PATCHES: Mapping[str, tuple[type[Patch], Callable[[Client], Any]]] = {
    "link": (LinkPatch, lambda client: client.links),
    "folder": (FolderPatch, lambda client: client.folders),
    "tag": (TagPatch, lambda client: client.tags),
    "view": (SavedViewPatch, lambda client: client.views),
    "preset": (UtmPresetPatch, lambda client: client.presets),
    "code": (CodePatch, lambda client: client.codes),
    "design": (DesignPatch, lambda client: client.designs),
    "domain": (DomainPatch, lambda client: client.domains),
    "key": (KeyPatch, lambda client: client.keys),
    "endpoint": (EndpointPatch, lambda client: client.webhooks),
    "member": (MemberPatch, lambda client: client.members),
}
_DO: Mapping[str, Callable[[Client, str], object]] = {
    "link.archived": lambda client, subject: client.links.archive(subject),
    "link.restored": lambda client, subject: client.links.restore(subject),
    "link.paused": lambda client, subject: client.links.pause(subject),
    "link.resumed": lambda client, subject: client.links.resume(subject),
    "endpoint.paused": lambda client, subject: client.webhooks.pause(subject),
    "endpoint.resumed": lambda client, subject: client.webhooks.resume(subject),
}
_OPPOSITE: Mapping[str, str] = {
    "link.archived": "link.restored",
    "link.restored": "link.archived",
    "link.paused": "link.resumed",
    "link.resumed": "link.paused",
    "endpoint.paused": "endpoint.resumed",
    "endpoint.resumed": "endpoint.paused",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a thing by an edit, and what takes that back; None where nothing can."""

    view: Any
    back: Restore | None


def changed(noun: str, subject: str, patch: Patch, client: Client, *, base: BaseModel | None = None) -> Changed:
    """Change a thing, and know how to take that back: from what it was right before.

    Raises:
        Overtaken: somebody else changed the same since ``base`` was loaded, where that is told; nothing was changed.
    """
    resource = _PATCHES[noun][1](client)
    before = former(patch, resource.get(subject))
    if base is None:
        view = resource.update(subject, patch)
    else:
        view = save_over(client, partial(resource.get, subject), partial(resource.update, subject), base, patch)
    same = view.id == subject  # a tag that is renamed like another one becomes one with it
    return Changed(view, putting(noun, subject, before, left=view) if before is not None and same else None)


def workspace_changed(patch: WorkspacePatch, client: Client, *, base: BaseModel | None = None) -> Changed:
    """Change the settings of the workspace, as for ``changed``."""
    before, workspace = former(patch, client.workspace.get()), client.workspace
    if base is None:
        view = workspace.update(patch)
    else:
        view = save_over(client, workspace.get, workspace.update, base, patch)
    return Changed(view, None if before is None else _setting(before, left=view))


def former(patch: P, before: BaseModel) -> P | None:
    """Return the patch that takes ``patch`` back, from what was there ``before``; None where nothing of it can be.

    A secret that was sent stays as it is: no view shows what it was.
    """
    was = before.model_dump(mode="json")
    names = [name for name in patch.model_fields_set if name in was and name not in _SECRET]
    return _patch(type(patch), {name: was[name] for name in names})


def of_entry(entry: AuditView) -> Restore | None:
    """Return what puts back what was before a change of the log; None where that cannot be."""
    noun, _, done = entry.action.partition(".")
    subject = entry.subject_id
    if subject and (opposite := _OPPOSITE.get(entry.action)):
        return doing(opposite, subject)
    if done != "updated":
        return None
    before = {name: values[0] for name, values in entry.changes.items() if values and _is_known(values[0])}
    if noun == "workspace":
        settings = _patch(WorkspacePatch, _of(WorkspacePatch, before))
        return None if settings is None else _setting(settings)
    if noun not in _PATCHES or not subject:
        return None
    patch = _patch(_PATCHES[noun][0], _of(_PATCHES[noun][0], before))
    return None if patch is None else putting(noun, subject, patch)


def doing(action: str, subject: str) -> Restore:
    """Return what does an action of the log, such as ``link.paused``, to a thing; it returns the opposite."""

    def restore(client: Client) -> Restore:
        _DO[action](client, subject)
        return doing(_OPPOSITE[action], subject)

    return restore


def address(before: str, left: str) -> Restore:
    """Return what lets new codes carry ``before`` again, unless by then it is another address than the one ``left``."""

    def restore(client: Client) -> None:
        if next((one.url for one in client.domains.list() if one.is_default), left) != left:
            raise Conflict(_CHANGED_SINCE)
        client.domains.set_public_url(PublicUrlDraft(url=before))

    return restore


def putting(noun: str, subject: str, patch: Patch, left: BaseModel | None = None) -> Restore:
    """Return what puts ``patch`` back, unless its fields are not as the edit ``left`` them; None: whatever they are."""

    def restore(client: Client) -> Restore | None:
        resource = _PATCHES[noun][1](client)
        back, view = _put(client, partial(resource.get, subject), partial(resource.update, subject), patch, left)
        return None if back is None else putting(noun, subject, back, left=view)

    return restore


def _setting(patch: WorkspacePatch, left: BaseModel | None = None) -> Restore:
    def restore(client: Client) -> Restore | None:
        back, view = _put(client, client.workspace.get, client.workspace.update, patch, left)
        return None if back is None else _setting(back, left=view)

    return restore


def _put(
    client: Client, get: Callable[[], V], update: Callable[[P], V], patch: P, left: BaseModel | None
) -> tuple[P | None, V]:
    """Put ``patch`` back; return what takes that back, and what the thing is now.

    Raises:
        Conflict: the fields are not as they were ``left``: somebody else saved them since. Nothing was put back.
    """
    now = get()
    if left is not None and _values(now, patch) not in (_values(left, patch), _values(patch, patch)):
        raise Conflict(_CHANGED_SINCE)
    try:
        view = update(patch) if left is None else save_over(client, get, update, now, patch)
    except Overtaken as met:
        raise Conflict(_CHANGED_SINCE) from met
    return former(patch, now), view


def _values(of: BaseModel, patch: Patch) -> Mapping[str, Any]:
    """Return what the fields of ``patch`` are, as a patch names them."""
    shown = of.model_dump(mode="json")
    return {
        name: _named(shown[name]) if name in _OTHERS else shown[name] for name in patch.model_fields_set & shown.keys()
    }


def fields_of(entry: AuditView) -> Sequence[str]:
    """Return the fields of a change that can be put back; the rest is derived, or a secret."""
    kinds = {noun: kind for noun, (kind, _) in _PATCHES.items()} | {"workspace": WorkspacePatch}
    kind = kinds.get(entry.action.partition(".")[0])
    known = [name for name, values in entry.changes.items() if values and _is_known(values[0])]
    return list(_of(kind, dict.fromkeys(known))) if kind is not None else []


def _of(kind: type[Patch], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in values.items() if name in kind.model_fields and name not in _SECRET}


def _patch(kind: type[P], values: Mapping[str, Any]) -> P | None:
    """Return a patch of plain values; what cannot be cleared and was empty stays as it is now."""
    plain = {name: _named(one) if name in _OTHERS else one for name, one in values.items()}
    sent = {name: one for name, one in plain.items() if one is not None or name in kind.CLEARED_BY_NULL}
    return kind.model_validate(sent) if sent else None


def _named(value: Any) -> Any:
    """Return what a view shows of something else (a folder) as its id, by which a patch names it."""
    if isinstance(value, dict):
        known = cast(dict[str, Any], value)
        return known["id"] if {"id", "name"} <= known.keys() else known
    return [_named(one) for one in cast(list[Any], value)] if isinstance(value, list) else value


def _is_known(value: Any) -> bool:
    """Whether the log says all of a value: no secret in it is masked, and none is cut off."""
    if isinstance(value, dict):
        fields = cast(dict[str, Any], value)
        if fields.get("type") == "text" and str(fields.get("text")).startswith(_STOOD_IN):
            return False
        return all(map(_is_known, fields.values()))
    if isinstance(value, list):
        return all(map(_is_known, cast(list[Any], value)))
    return not (isinstance(value, str) and (is_masked(value) or (len(value) > 2000 and value.endswith(_CUT))))
