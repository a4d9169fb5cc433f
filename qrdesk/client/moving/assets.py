"""Files at the new place, and looks that name them."""

from collections import defaultdict
from dataclasses import dataclass, field

from qrdesk.client.client import Client
from qrdesk.client.moving.report import Kind, Report, Step
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.files import JPEG, WEBP, FileDraft, FileView
from qrdesk.core.schemas.rules import Social

_Alike = tuple[str, str, str, int | None, int | None]
_REMADE = frozenset({JPEG, WEBP})  # made anew where they arrive, they have other bytes


@dataclass(slots=True)
class Assets:
    """Where the files of the source are at the target."""

    ids: dict[str, str] = field(default_factory=dict[str, str])  # by id and by UUID here
    pictures: dict[str, str] = field(default_factory=dict[str, str])  # by the end of its address here

    def dressed(self, design: Design) -> Design:
        """Return a look with the files of the target in it."""
        changes: dict[str, object] = {}
        if design.logo is not None and design.logo.file in self.ids:
            changes["logo"] = design.logo.model_copy(update={"file": self.ids[design.logo.file]})
        if design.frame is not None and design.frame.font in self.ids:
            changes["frame"] = design.frame.model_copy(update={"font": self.ids[design.frame.font]})
        return design.model_copy(update=changes)

    def shown(self, social: Social) -> Social:
        """Return a preview with the picture of the target in it."""
        there = self.pictures.get(_end(social.image_url)) if social.image_url else None
        return social.model_copy(update={"image_url": there}) if there else social

    def keep(self, here: FileView, there: FileView) -> None:
        """Remember where a file went."""
        self.ids[here.id] = self.ids[here.uuid] = there.id
        if here.url and there.url:
            self.pictures[_end(here.url)] = there.url


def copy_files(source: Client, target: Client, report: Report, step: Step) -> Assets:
    """Send the files that the target lacks.

    They are found again by their bytes. A photo that is made anew where it arrives has others: it is found by what it
    is called and how large it is, and of several alike the first one here is the first one there, as they were sent.
    """
    assets, count = Assets(), report.counts[Kind.FILES]
    exact, alike = _there(target)
    for number, one in enumerate(sorted(source.files.each(), key=lambda one: (one.created_at, one.id))):
        step(number, count.found)
        found = exact.get((*_alike(one), one.digest))
        if found is None and one.media_type in _REMADE:
            found = next(iter(alike[_alike(one)]), None)
        if found is not None:
            count.there += 1
        else:
            found = _send(source, target, one, report)
            count.made += found is not None
        if found is not None:
            alike[_alike(one)] = [other for other in alike[_alike(one)] if other.id != found.id]
            exact = {key: other for key, other in exact.items() if other.id != found.id}
            assets.keep(one, found)
    return assets


def _there(target: Client) -> tuple[dict[tuple[object, ...], FileView], defaultdict[_Alike, list[FileView]]]:
    files = sorted(target.files.each(), key=lambda one: (one.created_at, one.id))
    alike: defaultdict[_Alike, list[FileView]] = defaultdict(list)
    for one in files:
        alike[_alike(one)].append(one)
    return {(*_alike(one), one.digest): one for one in reversed(files)}, alike


def _send(source: Client, target: Client, one: FileView, report: Report) -> FileView | None:
    try:
        content = source.files.download(one.id).content
        draft = FileDraft(kind=one.kind, name=one.name)
        return target.files.upload(draft, Upload(content, one.name))
    except QRDeskError as fault:
        report.refuse(Kind.FILES, one.name, fault)
        return None


def _alike(one: FileView) -> _Alike:
    return one.kind, one.name, one.media_type, one.width_px, one.height_px


def _end(url: str) -> str:
    return url.rpartition("/")[2]
