"""What lies on the Studio's desk: a link, its codes, and the look that is being tried."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import QObject

from qrdesk.client import ArtworkFormat, Client, CodeQuery, Design, ExportDraft, LinkQuery, Process
from qrdesk.core.schemas.artwork import FOR_PRESS, MAX_PIXELS, OF_PIXELS, pixels
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.files import FileView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.kept_by_place import KeptByPlace
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.usual_looks import usual_look
from qrdesk.gui.widgets.picker import Found, Option

_CODES, _OFFERED = 200, 50  # of a link; links in the chooser


Files = tuple[FileView, ...]


@dataclass(frozen=True)
class Order:
    """What is to be made of the look: the file, its size, how it is printed, and whether it counts as printed."""

    format: ArtworkFormat = ArtworkFormat.PDF
    size_mm: float = 25.0
    dpi: int = 600
    remember: bool = True
    remember_here: bool | None = None  # the same of static codes, and of addresses that work nearby; None: not said
    confirmed: bool = False  # that it is made whatever its scan score is
    quality: int = 90
    colours: Literal["auto", "cmyk", "grey", "bilevel"] = "auto"
    process: Process = Process.OFFSET
    reduce_um: float = 0
    snap: bool = False
    bleed_mm: float = 0
    crop_marks: bool = False
    profile: str | None = None


@dataclass(frozen=True)
class Look:
    """What can be changed of a code: its name and its design."""

    name: str = ""
    design: Design = field(default_factory=Design)


_ORDER = TypeAdapter(Order)
_PICTURES = frozenset({ArtworkFormat.SVG, ArtworkFormat.PNG, ArtworkFormat.JPEG, ArtworkFormat.WEBP})
_HAVE_PAGES = frozenset({ArtworkFormat.PDF, *FOR_PRESS})  # with bleed and crop marks


@dataclass(frozen=True)
class Desk:
    """A link and its codes, newest first; ``usual`` is the look that a new one begins with."""

    link: LinkView
    codes: tuple[CodeView, ...]
    usual: Design = field(default_factory=Design)

    def text(self, code_id: str) -> str:
        """Return what a code carries: one that is not made yet, the address of the link."""
        return next((code.text for code in self.codes if code.id == code_id), self.link.code_url)

    def title(self) -> str:
        """Return what the link is called."""
        return self.link.title or self.link.slug

    def new_key(self) -> str:
        """Return what is kept under while a code is not made."""
        return f"new {self.link.id}"


def read_desk(client: Client, link_id: str) -> Desk | None:
    """Return a link with its codes; the newest link when ``link_id`` is empty, None when there is no link at all.

    Raises:
        QRDeskError: the link is gone, the server is away, ...
    """
    if not link_id:
        newest = client.links.list(LinkQuery(limit=1)).data
        if not newest:
            return None
        link_id = newest[0].id
    link = client.links.get(link_id)
    codes = client.codes.list(CodeQuery(link_id=link.id, limit=_CODES)).data
    return Desk(link, tuple(codes), usual_look(client, link.host))


def remembered_order(state: State) -> Order:
    """Return the order as it was last exported; the usual one where that cannot be read any more."""
    usual = Order()
    try:
        found = _ORDER.validate_json(state.read("studio/order", "{}"))
        export_draft(found, Design())
    except ValidationError:
        return usual
    return replace(found, confirmed=False, remember_here=None)


def remember_order(state: State, order: Order) -> None:
    """Keep ``order`` for the next link and the next start."""
    state.write("studio/order", _ORDER.dump_json(order).decode())


def remembered_looks(state: State) -> KeptByPlace[Look]:
    """Return the looks not saved when the window closed, by place and key; none where that cannot be read any more."""
    return KeptByPlace(state, "studio/looks", Look)


def links_like(client: Client, text: str) -> list[Option]:
    """Return some links to choose from, in which ``text`` stands."""
    page = client.links.list(LinkQuery(search=text.strip()[:200], limit=_OFFERED))
    return [Option(one.id, one.title or one.slug, one.short_url.split("://", 1)[-1]) for one in page.data]


def find_links(page: QObject, session: Session, jobs: JobRunner, text: str, found: Found) -> None:
    """Tell ``found`` of some links in which ``text`` stands; of none where they cannot be asked for."""
    client = session.client
    if client is None:
        found([])
    else:
        jobs.run(page, partial(links_like, client, text), found, lambda _error: found([]))


def export_draft(order: Order, design: Design) -> ExportDraft:
    """Return ``order`` as the server takes it: what a format has no use for is left out, too many pixels are cut."""
    pixels = order.format in OF_PIXELS
    pages = order.format in _HAVE_PAGES
    return ExportDraft(
        format=order.format,
        size_mm=order.size_mm,
        dpi=max(72, min(order.dpi, most_dpi(order.size_mm)) if pixels else order.dpi),
        design=design,
        remember=order.remember,
        confirmed=order.confirmed,
        quality=order.quality,
        colours=order.colours if order.format is ArtworkFormat.TIFF else "auto",
        process=order.process,
        reduce_um=order.reduce_um,
        snap=order.snap,
        bleed_mm=order.bleed_mm if pages else 0,
        crop_marks=order.crop_marks and pages,
        profile=order.profile if takes_profile(order) else None,
    )


def changed_order(order: Order, field: str, value: object, *, usual: bool) -> Order:
    """Return ``order`` with another ``value``: what was said of remembering an unusual code was said of that file."""
    if field == "format":
        return replace(order, format=ArtworkFormat(value), remember_here=None)
    return replace(order, **{"remember_here" if not usual and field == "remember" else field: value})


def order_of_static(order: Order) -> Order:
    """Return ``order`` as it holds for a static code: a picture may stay on screens, and must not lock it."""
    said = order.remember_here
    return replace(order, remember=order.format not in _PICTURES if said is None else said)


def order_of_near(order: Order) -> Order:
    """Return ``order`` as it holds for an address that works nearby only: its code is for trying out, not for print."""
    return replace(order, remember=bool(order.remember_here))


def takes_profile(order: Order) -> bool:
    """Whether the file of ``order`` is made for one press: it has the colours of a profile."""
    return order.format in {*FOR_PRESS, ArtworkFormat.EPS, ArtworkFormat.TIFF}


def has_pages(order: Order) -> bool:
    """Whether the file of ``order`` has bleed and crop marks."""
    return order.format in _HAVE_PAGES


def most_dpi(size_mm: float) -> int:
    """Return the highest resolution at which ``size_mm`` still is a picture that programs open."""
    return int(MAX_PIXELS * 25.4 / size_mm)


def order_problem(order: Order) -> str:
    """Return why ``order`` cannot be carried out, in words; empty when it can."""
    if order.format in OF_PIXELS and pixels(order.size_mm, order.dpi) > MAX_PIXELS:
        try:
            ExportDraft(format=order.format, size_mm=order.size_mm, dpi=order.dpi)
        except ValidationError as refused:
            return words.fault(refused)
    return ""
