"""Looking for what could keep a printed code from resolving, before somebody's visitor finds it."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from qrdesk.core import database, geo
from qrdesk.core.artwork import export
from qrdesk.core.errors import QRDeskError
from qrdesk.core.hits import pending, recount
from qrdesk.core.hits.differences import Difference
from qrdesk.core.opening import Opened, open_existing
from qrdesk.core.public_url import Address
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.design import Design
from qrdesk.core.services import domains
from qrdesk.core.services.sealing import count_unreadable
from qrdesk.core.services.troubles import (
    count_stray_pictures,
    find_domain_troubles,
    find_picture_troubles,
    find_printed_troubles,
)
from qrdesk.core.settings import Settings

_EQUAL = "The stored sums equal a recount of all hits."
_COUNTED = "They were to be counted anew, and were."
_NAMED = 5  # of many; the others are counted
_LITTLE_SPACE = 200 * 1024 * 1024  # bytes
_MUCH_SPOOL = 50 * 1024 * 1024  # bytes: about 200,000 hits that nobody has read


class Verdict(StrEnum):
    """How bad it is."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    verdict: Verdict
    said: str


def look_over(url: str = "", settings: Settings | None = None, *, repair: bool = False) -> list[Finding]:
    """Look at the database of this computer and everything around it.

    Nothing is made and nothing is changed; with ``repair``, sums that differ from the hits are counted anew.
    """
    try:
        opened = open_existing(url, settings)
    except QRDeskError as error:
        return [Finding("database", Verdict.BAD, str(error))]
    return examine(opened, repair=repair)


def examine(opened: Opened, *, repair: bool = False) -> list[Finding]:
    """Look at everything a working installation needs; nothing is changed, but sums with ``repair``."""
    looks: dict[str, Callable[[Opened], Finding]] = {
        "database": _integrity,
        "secret key": _secret_key,
        "sums": _repaired_sums if repair else _sums,
        "spool": _spool,
        "pictures": _pictures,
        "disk": _space,
        "public address": _public_address,
        "domains": _domains,
        "printed codes": _printed,
        "blocklist": _blocklist,
        "artwork": _artwork,
        "countries": _countries,
    }
    return [_look(opened, name, look) for name, look in looks.items()]


def _look(opened: Opened, name: str, look: Callable[[Opened], Finding]) -> Finding:
    try:
        with database.scope():
            return look(opened)
    except QRDeskError as error:
        return Finding(name, Verdict.BAD, str(error))
    except OSError as fault:
        return Finding(name, Verdict.BAD, f"{fault.filename or opened.data_dir} cannot be read: {fault.strerror}.")


def _integrity(opened: Opened) -> Finding:
    said = database.find_damage()
    if said:
        return Finding("database", Verdict.BAD, f"The file is damaged: {said}. Restore the last backup.")
    return Finding("database", Verdict.GOOD, f"{opened.path or 'PostgreSQL'} is intact.")


def _secret_key(opened: Opened) -> Finding:
    if opened.secret.said:
        return Finding("secret key", Verdict.WARNING, opened.secret.said)
    if lost := count_unreadable(opened.secret_key):
        said = f"Stored secrets that it does not open, such as those of webhooks: {lost:,}."
        return Finding("secret key", Verdict.WARNING, said)
    older = len(opened.secret.older)
    said = [f"It is in {opened.secret.place or 'the keyring of this account'}, and others cannot read it."]
    said += [f"Kept with it for backups: {older} from before."] if older else []
    return Finding("secret key", Verdict.GOOD, " ".join(said))


def _sums(_: Opened) -> Finding:
    if pending.is_asked_for():
        said = (
            "Sums are to be counted anew; the daemon does that in the background, and qrdesk doctor --repair at once."
        )
        return Finding("sums", Verdict.WARNING, said)
    if wrong := recount.compare():
        said = f"The stored sums differ from the hits in {_places(wrong)}. qrdesk doctor --repair counts them anew."
        return Finding("sums", Verdict.BAD, said)
    return Finding("sums", Verdict.GOOD, _EQUAL)


def _repaired_sums(_: Opened) -> Finding:
    asked = False
    while pending.count():
        asked = True
    if wrong := recount.repair():
        return Finding("sums", Verdict.GOOD, f"They differed from the hits in {_places(wrong)} and were counted anew.")
    return Finding("sums", Verdict.GOOD, f"{_COUNTED} {_EQUAL}" if asked else _EQUAL)


def _places(wrong: list[Difference]) -> str:
    return f"{len(wrong):,} place{'' if len(wrong) == 1 else 's'}"


def _spool(opened: Opened) -> Finding:
    size = sum(file.stat().st_size for file in opened.spool.glob("*.log"))
    if size > _MUCH_SPOOL:
        return Finding("spool", Verdict.WARNING, f"{size:,} bytes of hits wait to be counted. Is the daemon running?")
    return Finding("spool", Verdict.GOOD, f"{size:,} bytes on their way into the database.")


def _pictures(opened: Opened) -> Finding:
    if lost := find_picture_troubles(opened.files):
        said = f"The bytes of {_some(lost, ', ')} are missing or damaged. Restore a backup, or send them again."
        return Finding("pictures", Verdict.BAD, said)
    stray = count_stray_pictures(opened.files)
    said = ["Each is there, as it was made."]
    said += [f"{stray:,} beside them nobody has any more; the server deletes such after a day."] if stray else []
    return Finding("pictures", Verdict.GOOD, " ".join(said))


def _space(opened: Opened) -> Finding:
    free = shutil.disk_usage(opened.data_dir).free
    if free < _LITTLE_SPACE:
        return Finding("disk", Verdict.WARNING, f"Only {free // 2**20:,} MiB are free. Hits need room.")
    return Finding("disk", Verdict.GOOD, f"{free // 2**20:,} MiB are free.")


def _public_address(opened: Opened) -> Finding:
    row = domains.find_default(opened.owner.workspace_id)
    if row is None:
        return Finding("public address", Verdict.BAD, "No domain is the default one. Set a public address.")
    address = Address(row.scheme, row.host)
    if address.local:
        said = f"{address.url} only works on this computer or network. Codes made now are not for print."
        return Finding("public address", Verdict.WARNING, said)
    return Finding("public address", Verdict.GOOD, f"Codes carry {address.url}.")


def _domains(_: Opened) -> Finding:
    if said := find_domain_troubles():
        return Finding("domains", Verdict.WARNING, _some(said, " "))
    return Finding("domains", Verdict.GOOD, "Each domain with links is verified.")


def _printed(_: Opened) -> Finding:
    if found := find_printed_troubles():
        said = f"Printed codes lead to a page that is down: {_some(found, ', ')}."
        return Finding("printed codes", Verdict.WARNING, said)
    return Finding("printed codes", Verdict.GOOD, "None leads to a page that was found to be down.")


def _blocklist(_: Opened) -> Finding:
    path = Settings.load().blocklist
    file = Path(path).expanduser()
    if path and not (file.is_file() and os.access(file, os.R_OK)):
        return Finding("blocklist", Verdict.WARNING, f"{path} cannot be read, so nothing is on the blocklist.")
    return Finding("blocklist", Verdict.GOOD, f"{path} can be read." if path else "None is set.")


def _some(words: list[str], between: str) -> str:
    more = f"{between}({len(words) - _NAMED} more)" if len(words) > _NAMED else ""
    return between.join(words[:_NAMED]) + more


def _artwork(_: Opened) -> Finding:
    draft = ExportDraft.model_validate({"format": "png", "size_mm": 25, "dpi": 300})
    text = "https://example.com/r/QRDESK"
    artwork = export.render(text, Design(), draft)
    good = artwork.report.decoded == text
    return Finding("artwork", Verdict.GOOD if good else Verdict.BAD, "A code was made and read back.")


def _countries(_: Opened) -> Finding:
    try:
        geo.check(Settings.load())
    except QRDeskError as fault:
        return Finding("countries", Verdict.WARNING, str(fault))  # codes resolve all the same
    return Finding("countries", Verdict.GOOD, "The geo database can be read.")
