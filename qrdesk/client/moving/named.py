"""What goes by a name: designs, folders, tags, campaign presets and saved views."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from qrdesk.client.client import Client
from qrdesk.client.moving.assets import Assets
from qrdesk.client.moving.report import Kind, Report, Why
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.designs import DesignDraft, DesignView
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import LinkQuery
from qrdesk.core.schemas.presets import UtmPresetDraft
from qrdesk.core.schemas.saved_views import SavedViewDraft, SavedViewView
from qrdesk.core.schemas.tags import TagDraft


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=_Named)


def _never(_here: object, _there: object) -> bool:
    return False


def _copy(
    kind: Kind,
    here: Iterable[N],
    there: Iterable[N],
    report: Report,
    make: Callable[[N], N],
    differ: Callable[[N, N], bool] = _never,
) -> dict[str, str]:
    """Make those whose name is not there, and return where each went."""
    known = {one.name.casefold(): one for one in there}
    ids, count = dict[str, str](), report.counts[kind]
    for one in here:
        found = known.get(one.name.casefold())
        if found is not None:
            count.there += 1
            if differ(one, found):
                report.remark(kind, one.name, Why.OTHER_ONE)
        else:
            try:
                found = make(one)
            except QRDeskError as fault:
                report.refuse(kind, one.name, fault)
                continue
            count.made += 1
        ids[one.id] = found.id
    return ids


def copy_designs(source: Client, target: Client, assets: Assets, report: Report) -> dict[str, str]:
    """Copy looks, with the files of the target in them."""

    def make(one: DesignView) -> DesignView:
        return target.designs.create(DesignDraft(name=one.name, design=assets.dressed(one.design)))

    def differ(one: DesignView, other: DesignView) -> bool:
        return assets.dressed(one.design) != other.design

    return _copy(Kind.DESIGNS, source.designs.list(), target.designs.list(), report, make, differ)


def copy_folders(source: Client, target: Client, report: Report) -> dict[str, str]:
    """Copy folders."""
    return _copy(
        Kind.FOLDERS, source.folders.list(), target.folders.list(), report,
        lambda one: target.folders.create(FolderDraft(name=one.name, colour=one.colour)),
    )  # fmt: skip


def copy_tags(source: Client, target: Client, report: Report) -> dict[str, str]:
    """Copy tags."""
    return _copy(
        Kind.TAGS, source.tags.list(), target.tags.list(), report,
        lambda one: target.tags.create(TagDraft(name=one.name, colour=one.colour)),
    )  # fmt: skip


def copy_presets(source: Client, target: Client, report: Report) -> None:
    """Copy campaign presets."""
    _copy(
        Kind.PRESETS, source.presets.list(), target.presets.list(), report,
        lambda one: target.presets.create(UtmPresetDraft(name=one.name, utm=one.utm)),
        lambda one, other: one.utm != other.utm,
    )  # fmt: skip


def copy_views(
    source: Client, target: Client, folders: Mapping[str, str], hosts: Mapping[str, str], report: Report
) -> None:
    """Copy saved views, with the folders and domains of the target in them."""

    def moved(query: LinkQuery) -> LinkQuery:
        return query.model_copy(
            update={
                "folder": folders.get(query.folder, query.folder),
                "host": hosts.get(query.host, query.host) if query.host else "",
            }
        )

    def differ(one: SavedViewView, other: SavedViewView) -> bool:
        return moved(one.query) != other.query

    _copy(
        Kind.VIEWS, source.views.list(), target.views.list(), report,
        lambda one: target.views.create(SavedViewDraft(name=one.name, query=moved(one.query))), differ,
    )  # fmt: skip
