"""Deleting with a way back: what a thing was is kept here, and made again where that is wanted."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from qrdesk.client.client import Client
from qrdesk.client.patience import patiently
from qrdesk.client.restoring import Changed
from qrdesk.core.errors import Conflict, Invalid, NotFound, QRDeskError, ScopeMissing
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.bulk import BulkUpdate, LinkStill
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch, DomainView
from qrdesk.core.schemas.files import MAX_FILE_BYTES, MAX_OTHER_BYTES, PICTURES, FileDraft
from qrdesk.core.schemas.folders import FolderDraft, FolderView
from qrdesk.core.schemas.links import LinkPatch, LinkQuery
from qrdesk.core.schemas.presets import UtmPresetDraft, UtmPresetView
from qrdesk.core.schemas.saved_views import SavedViewPatch, SavedViewView
from qrdesk.core.schemas.tags import TagDraft, TagView
from qrdesk.core.schemas.usage import PlanDraft, PlanView
from qrdesk.core.schemas.webhooks import EndpointPatch, EndpointView

MOST = 100_000  # links that a folder or tag is given back to
_READ, _CHANGED = 500, 200  # links of one answer, of one call: a second of other people's waiting
_TAKEN = "Somebody else made another one of that name since, so nothing was brought back."
Tell = Callable[[int, int], object]  # how many are done, of how many


class TooMany(Conflict):
    """More links have it than can be remembered; nothing was deleted."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A folder or a tag that was deleted, and what had it."""

    kept: FolderView | TagView
    links: Sequence[str] = ()  # ids
    views: Sequence[SavedViewView] = ()  # that show what is in the folder
    endpoints: Sequence[EndpointView] = ()  # that are told of these links alone
    can_come_back: bool = True

    @property
    def noun(self) -> str:
        """What it is: ``folder`` or ``tag``."""
        return "folder" if isinstance(self.kept, FolderView) else "tag"


def delete_preset(preset_id: str, client: Client) -> Changed:
    """Delete campaign parameters; they can be made again."""
    was = client.presets.get(preset_id)
    client.presets.delete(preset_id)
    return Changed(was, partial(_preset_again, was))


def _preset_again(was: UtmPresetView, client: Client) -> None:
    client.presets.create(UtmPresetDraft(name=was.name, utm=was.utm))


def delete_plan(name: str, client: Client) -> Changed:
    """Delete a plan, which nobody has; it can be made again."""
    was = client.plans.get(name)
    client.plans.delete(name)
    return Changed(was, partial(_plan_again, was))


def _plan_again(was: PlanView, client: Client) -> None:
    with suppress(NotFound):
        client.plans.get(was.name)
        raise Conflict(_TAKEN)
    values = was.model_dump(include=set(PlanDraft.model_fields))
    client.plans.save(was.name, PlanDraft.model_validate(values))


def delete_picture(file_id: str, client: Client) -> Changed:
    """Delete a file that nothing uses; its bytes are kept here, and can be sent again: as another file.

    A picture that grew when it was made anew may have more bytes than can be sent: that one has no way back.
    """
    was, bytes_ = client.files.get(file_id), client.files.download(file_id)
    client.files.delete(file_id)
    most = MAX_FILE_BYTES if was.kind in PICTURES else MAX_OTHER_BYTES
    back = partial(_picture_again, FileDraft(kind=was.kind, name=was.name), bytes_.content)
    return Changed(was, back if len(bytes_.content) <= most else None)


def _picture_again(draft: FileDraft, content: bytes, client: Client) -> None:
    client.files.upload(draft, Upload(content, draft.name or ""))


def domain_again(was: DomainView, client: Client) -> DomainView:
    """Add a domain again that was removed. Whether it is still ours, its proof says: that is looked for anew."""
    made = client.domains.create(
        DomainDraft(
            url=was.url,
            case_sensitive=was.case_sensitive,
            index_url=was.index_url,
            fallback_url=was.fallback_url,
            default_design=was.default_design,
        )
    )
    apps = {name: getattr(was, name) for name in ("apple_association", "asset_links")}
    if sent := {name: value for name, value in apps.items() if value is not None}:
        made = client.domains.update(made.id, DomainPatch.model_validate(sent))
    if was.verified_at is not None:
        with suppress(QRDeskError):  # it is there, and can be verified later
            made = client.domains.verify(made.id)
    return made


def delete_order(kept: FolderView | TagView, client: Client, tell: Tell, *, for_ever: bool = False) -> Gone:
    """Delete a folder or a tag, and remember what had it; ``for_ever``: remember nothing.

    Raises:
        TooMany: more links have it than are remembered; nothing was deleted.
    """
    gone = Gone(kept, can_come_back=False) if for_ever else _remembered(Gone(kept), client, tell)
    (client.folders if gone.noun == "folder" else client.tags).delete(kept.id)
    return gone


def order_again(gone: Gone, client: Client, tell: Tell) -> int:
    """Make a folder or a tag again, and give it back to what had it; once more where that was cut off.

    A link that was put elsewhere since stays there.

    Returns:
        How many links could not be given it back.
    """
    made = _made_again(gone, client)
    _give_to_others(gone, made, client)
    left = 0
    for start in range(0, len(gone.links), _CHANGED):
        tell(start, len(gone.links))
        batch = _batch(gone, made, gone.links[start : start + _CHANGED])
        report = patiently(partial(client.links.update_many, batch))
        left += sum(one.code != NotFound.code for one in report.refused)
    return left


def _remembered(gone: Gone, client: Client, tell: Tell) -> Gone:
    found = {"folder": gone.kept.id} if gone.noun == "folder" else {"tag": gone.kept.name}
    query = LinkQuery.model_validate({"state": "any", "limit": _READ, **found})
    total = patiently(partial(client.links.list, query.model_copy(update={"limit": 1}))).pagination.total or 0
    ids: list[str] = []
    for link in client.links.each(query) if total <= MOST else ():
        ids.append(link.id)
        tell(len(ids), total)
    if max(total, len(ids)) > MOST:
        raise TooMany("It is on more links than can be remembered, so nothing was deleted.")
    return Gone(gone.kept, tuple(ids), _views(gone, client), _endpoints(gone, client))


def _views(gone: Gone, client: Client) -> Sequence[SavedViewView]:
    return [one for one in client.views.list() if one.query.folder == gone.kept.id]


def _endpoints(gone: Gone, client: Client) -> Sequence[EndpointView]:
    with suppress(ScopeMissing):  # a key that does not see webhooks
        return [one for one in client.webhooks.list() if gone.kept.id in getattr(one, f"{gone.noun}s")]
    return ()


def _made_again(gone: Gone, client: Client) -> Any:
    """Return it, or what has its name by now: it may have been made by an attempt that was cut off."""
    name, colour = gone.kept.name, gone.kept.colour
    resource: Any = client.folders if gone.noun == "folder" else client.tags
    draft = FolderDraft(name=name, colour=colour) if gone.noun == "folder" else TagDraft(name=name, colour=colour)
    try:
        return resource.create(draft)
    except Conflict:
        alike = [one for one in resource.list() if one.name.casefold() == name.casefold()]  # an address has no "/"
        if not alike:
            raise
        return next((one for one in alike if one.name == name), alike[0])


def _batch(gone: Gone, made: Any, links: Sequence[str]) -> BulkUpdate:
    if gone.noun == "folder":
        return BulkUpdate(ids=tuple(links), changes=LinkPatch(folder=made.id), still=LinkStill(folder=""))
    return BulkUpdate(ids=tuple(links), add_tags=(made.name,), still=LinkStill(without_tag=made.name))


def _give_to_others(gone: Gone, made: Any, client: Client) -> None:
    """Let views show it and webhooks be told of it that named it by its id, unless others changed that since."""
    for view in gone.views:
        with suppress(NotFound, ScopeMissing):
            now = client.views.get(view.id)
            if now.query.folder == gone.kept.id:
                query = now.query.model_copy(update={"folder": made.id})
                client.views.update(view.id, SavedViewPatch(query=query))
    bound = f"{gone.noun}s"
    known = {one.id for one in (client.folders.list() if gone.noun == "folder" else client.tags.list())}
    for endpoint in gone.endpoints:
        with suppress(NotFound, ScopeMissing, Invalid):
            now = client.webhooks.get(endpoint.id)
            if ids := getattr(now, bound):  # without any it is told of all by now
                ids = [*(one for one in ids if one in known and one != made.id), made.id]
                client.webhooks.update(endpoint.id, EndpointPatch.model_validate({bound: ids}))
