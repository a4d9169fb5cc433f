"""The survival kit: a folder that is written whole beside its place, and then put there.

What is at its place already is only replaced when it is a kit, too. A process that is killed leaves the old kit, or the
new one; between the two renames for a moment neither, and the next run puts the old one back.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, cast

from qrdesk import __version__
from qrdesk.core.errors import CannotWrite
from qrdesk.core.hits.locking import try_lock
from qrdesk.core.hits.snapshot import as_of_now
from qrdesk.core.live_files import is_live
from qrdesk.core.opening import open_existing
from qrdesk.core.redirect import rows as plan_rows
from qrdesk.core.survival import caddy, nginx, readme, rows, static_site, worker
from qrdesk.core.survival.caddy import CaddyMap
from qrdesk.core.survival.entries import Entry, Site, entry_of, is_simple, shown, sites_of
from qrdesk.core.survival.losses import Loss, losses_of
from qrdesk.core.survival.nginx import NginxMap
from qrdesk.core.survival.not_kept import FILE as NOT_KEPT
from qrdesk.core.survival.not_kept import NotKept
from qrdesk.core.survival.said import said
from qrdesk.core.survival.static_site import StaticSite
from qrdesk.core.survival.worker import Worker

FORMATS = (static_site.FOLDER, nginx.FOLDER, caddy.FOLDER, worker.FOLDER)
MARK = "kit.json"
_KIND = "qrdesk survival kit"
_OURS = frozenset({*FORMATS, MARK, readme.FILE, NOT_KEPT})
_OF_SYSTEMS = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".directory"})  # what file managers leave behind
_LOCK = ".lock"
Step = Callable[[int], object]


class _Writer(Protocol):
    def add(self, entry: Entry) -> str: ...
    def close(self) -> None: ...


@dataclass(slots=True)
class Kit:
    """What was written."""

    folder: Path
    made_at: datetime
    formats: tuple[str, ...]
    language: str = "en"
    sites: list[Site] = field(default_factory=list[Site])
    # domains that nobody has proven: the server does not answer for them, nor does the kit
    waiting: list[str] = field(default_factory=list[str])
    addresses: dict[str, int] = field(default_factory=dict[str, int])  # by host
    simple: int = 0  # addresses that answer as on the server
    partly: int = 0  # addresses that the list names, for whatever is not kept of them
    not_kept: dict[str, int] = field(default_factory=dict[str, int])  # by what it is
    static_codes: int = 0


def count_addresses(url: str = "") -> int:
    """Return how many addresses a kit of this database would have, or a few more.

    Raises:
        DatabaseUnreachable: there is none, or it cannot be opened.
    """
    open_existing(url)
    return count_open()


def count_open() -> int:
    """Return the same of the database that this process has open."""
    with as_of_now():
        return rows.count_addresses()


def write_kit(
    folder: Path,
    url: str = "",
    formats: Sequence[str] = FORMATS,
    *,
    now: datetime,
    language: str = "en",
    step: Step | None = None,
) -> Kit:
    """Write the kit of a database to ``folder``; the server may run meanwhile. ``step`` is told of addresses done.

    Raises:
        CannotWrite: there is something else at that place, or it cannot be written; what was there is as it was.
        DatabaseUnreachable: there is no database, or it cannot be opened.
    """
    open_existing(url)
    return write_open(folder, formats, now=now, language=language, step=step)


def write_open(
    folder: Path, formats: Sequence[str] = FORMATS, *, now: datetime, language: str = "en", step: Step | None = None
) -> Kit:
    """Write the kit of the database that this process has open; what ``step`` raises leaves all as it was.

    ``language`` is that of README.txt and of the list. The pages, which visitors see, are in all languages.

    Raises:
        CannotWrite: as ``write_kit``.
    """
    folder = Path(os.path.abspath(folder.expanduser()))  # noqa: PTH100 - a link stays the name of what is to be replaced
    try:
        _recover(folder)
        _refuse_other(folder)
        with _replacing(folder) as new, as_of_now():
            wanted = [one for one in FORMATS if one in formats]
            kit = _written(new, Kit(folder, now, tuple(wanted), language), step or _silent)
    except OSError as fault:
        raise CannotWrite(
            f"The kit cannot be written to {folder}: {fault.strerror or fault}. What was there is as it was."
        ) from fault
    return kit


def _written(new: Path, kit: Kit, step: Step) -> Kit:
    domains, formats = plan_rows.domains(), kit.formats
    kit.sites, own_hosts = sites_of(domains)
    kit.waiting = [shown(row.host) for row in domains if not row.verified]
    kit.static_codes = rows.count_static_codes()
    maps: list[tuple[Site, NginxMap]] = []
    with closing(NotKept(new, kit.language)) as not_kept:
        for site in kit.sites:
            with ExitStack() as stack:
                writers = _writers(new, site, formats, maps, stack)
                kit.addresses[site.host] = _write_site(site, writers, own_hosts, not_kept, kit, step)
        kit.not_kept = dict(sorted(not_kept.counts.items()))
    if nginx.FOLDER in formats:
        nginx.finish(new, maps)
    if caddy.FOLDER in formats:
        caddy.finish(new, kit.sites)
    (new / readme.FILE).write_text(readme.text(kit, kit.language), encoding="utf-8")
    (new / MARK).write_text(json.dumps(summary(kit), indent=2) + "\n", encoding="utf-8")  # last: a kit is whole
    return kit


def _writers(
    new: Path, site: Site, formats: Sequence[str], maps: list[tuple[Site, NginxMap]], stack: ExitStack
) -> list[_Writer]:
    made: list[_Writer] = []
    makers: dict[str, Callable[[Path, Site], Any]] = {
        static_site.FOLDER: StaticSite, nginx.FOLDER: NginxMap, caddy.FOLDER: CaddyMap, worker.FOLDER: Worker,
    }  # fmt: skip
    for name in formats:
        one = makers[name](new, site)
        stack.enter_context(closing(one))
        made.append(one)
        if isinstance(one, NginxMap):
            maps.append((site, one))
    return made


def _write_site(
    site: Site, writers: Sequence[_Writer], own_hosts: frozenset[str], not_kept: NotKept, kit: Kit, step: Step
) -> int:
    count, now_s = 0, kit.made_at.timestamp()
    for row in rows.addresses(site.domain_id):
        entry = entry_of(row, site, own_hosts, now_s)
        losses = list(losses_of(row, entry))
        if entry is not None:
            count += 1
            kit.simple += is_simple(row)
            losses += [Loss("page", said(fault)) for one in writers if (fault := one.add(entry))]
        for loss in losses:
            not_kept.add(site.host, row.slug, row.link, loss)
        kit.partly += bool(losses)
        step(1)
    return count


def summary(kit: Kit) -> dict[str, Any]:
    """Return what a program is told of a kit."""
    return {
        "kind": _KIND,
        "version": __version__,
        "made_at": kit.made_at.isoformat(),
        "formats": list(kit.formats),
        "domains": [{"host": site.host, "addresses": kit.addresses[site.host]} for site in kit.sites],
        "domains_left_out": kit.waiting,
        "addresses": sum(kit.addresses.values()),
        "simple": kit.simple,
        "partly": kit.partly,
        "not_kept": kit.not_kept,
        "static_codes": kit.static_codes,
    }


def _silent(_: int) -> None:
    pass


def is_kit(folder: Path) -> bool:
    """Say whether a folder is a kit of ours, and nothing else: whatever is in it goes when it is replaced."""
    mark = folder / MARK
    try:
        if is_live(mark) or not mark.is_file():
            return False
        if any(one.name not in _OURS and one.name.lower() not in _OF_SYSTEMS for one in folder.iterdir()):
            return False
        told = json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and cast("dict[str, object]", told).get("kind") == _KIND


def _refuse_other(folder: Path) -> None:
    if not folder.parent.is_dir():
        raise CannotWrite(f"There is no folder {folder.parent}. Make it, or choose another place. Nothing was written.")
    if not os.path.lexists(folder) or is_kit(folder):
        return
    if folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir()):
        return
    raise CannotWrite(f"{folder} is there already and is no survival kit. It stays as it is. Choose another place.")


@contextmanager
def _replacing(folder: Path) -> Generator[Path]:
    """Hand out an empty folder that takes the place of ``folder`` if the body succeeds; those of the dead go first."""
    for left in folder.parent.glob(f".{_literal(folder.name)}.*.new"):
        _clear_if_left(left)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".new", dir=folder.parent))
    try:
        lock = os.open(new / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try_lock(lock)  # goes with this process, however that ends
            yield new
            with suppress(PermissionError):  # Windows removes no open file; elsewhere nobody may find it free
                (new / _LOCK).unlink()
        finally:
            os.close(lock)
        (new / _LOCK).unlink(missing_ok=True)
        _put_in_place(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _clear_if_left(left: Path) -> None:
    with suppress(OSError):
        lock = os.open(left / _LOCK, os.O_RDWR)
        try:
            if try_lock(lock):
                shutil.rmtree(left, ignore_errors=True)
        finally:
            os.close(lock)


def _put_in_place(new: Path, folder: Path) -> None:
    before = _before(folder)
    if folder.is_dir():
        folder.rename(before)
    new.rename(folder)
    _remove(before)


def _recover(folder: Path) -> None:
    """Put back what a killed process had moved aside, or clear it away where its successor is in place."""
    before = _before(folder)
    if not before.is_dir():
        return
    if os.path.lexists(folder):
        _remove(before)
    else:
        before.rename(folder)


def _remove(before: Path) -> None:
    if before.is_symlink():  # the kit that it leads to is somebody's, too
        before.unlink()
    else:
        shutil.rmtree(before, ignore_errors=True)


def _before(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.before")


def _literal(name: str) -> str:
    return "".join(f"[{one}]" if one in "*?[" else one for one in name)
