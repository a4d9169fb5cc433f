"""Looking for what could keep a printed code from resolving, before somebody's visitor finds it."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from qrdesk.core import database
from qrdesk.core.doctor import clock, codes, countries, outside, permissions, proxy, running, set_up, spool, storage
from qrdesk.core.doctor.finding import Case, Finding, Said, Verdict
from qrdesk.core.doctor.webhooks import look_at_webhooks
from qrdesk.core.errors import QRDeskError
from qrdesk.core.opening import Opened, open_existing
from qrdesk.core.services.troubles import list_public_addresses
from qrdesk.core.settings import Settings, default_database

__all__ = ["Finding", "Verdict", "examine", "look_over"]

Look = Callable[[Case], Said]
_LOOKS: dict[str, Look] = {
    "database": storage.look_at_database,
    "schema": storage.look_at_schema,
    "settings": set_up.look_at_settings,
    "permissions": permissions.look_at_permissions,
    "secret key": storage.look_at_secret_key,
    "sums": storage.look_at_sums,
    "spool": spool.look_at_spool,
    "webhooks": look_at_webhooks,
    "pictures": storage.look_at_pictures,
    "disk": storage.look_at_disk,
    "public address": codes.look_at_public_address,
    "domains": codes.look_at_domains,
    "printed codes": codes.look_at_printed,
    "blocklist": codes.look_at_blocklist,
    "artwork": codes.look_at_artwork,
    "countries": countries.look_at_countries,
    "server": running.look_at_server,
    "proxy": proxy.look_at_proxy,
    "clock": clock.look_at_clock,  # late: it compares with the beginning
}

_log = logging.getLogger(__name__)


def look_over(
    url: str = "", settings: Settings | None = None, *, repair: bool = False, outwards: bool = False
) -> list[Finding]:
    """Look at the database of this computer and everything around it.

    Nothing is made and nothing is changed; with ``repair``, sums that differ from the hits are counted anew. With
    ``outwards`` others are asked: the DNS about each domain, and what answers at its name.
    """
    try:
        settings = settings or Settings.load()
    except QRDeskError as error:
        return [Finding("settings", Verdict.BAD, str(error))]
    try:
        opened = open_existing(url, settings)
    except QRDeskError as error:
        return [Finding("database", Verdict.BAD, str(error)), *_refused(url or settings.database)]
    return examine(opened, settings, repair=repair, outwards=outwards)


def examine(
    opened: Opened, settings: Settings | None = None, *, repair: bool = False, outwards: bool = False
) -> list[Finding]:
    """Look at everything a working installation needs; nothing is changed, but sums with ``repair``."""
    settings = settings or Settings.load()
    case = Case(opened, settings, datetime.now(UTC), time.time() - time.monotonic())
    looks = _LOOKS | ({"sums": storage.repair_sums} if repair else {})
    found = [Finding(name, *_looked(case, look)) for name, look in looks.items()]
    return [*found, *_outside(case)] if outwards else found


def _looked(case: Case, look: Look) -> Said:
    try:
        with database.scope():
            return look(case)
    except QRDeskError as error:
        return Verdict.BAD, str(error)
    except OSError as fault:
        return Verdict.BAD, f"{fault.filename or case.opened.data_dir} cannot be read: {fault.strerror}."
    except Exception as fault:  # noqa: BLE001 - what one look trips over must not hide what the others find
        _log.exception("a look of the doctor's failed")
        return Verdict.BAD, f"This could not be looked at, by a fault of QRDesk's own ({type(fault).__name__})."


def _outside(case: Case) -> Iterator[Finding]:
    found: list[tuple[str, Said]] = []

    def look(_: Case) -> Said:
        found.extend(outside.look_outside(case, list_public_addresses()))
        return Verdict.GOOD, ""

    verdict, said = _looked(case, look)
    if verdict is not Verdict.GOOD:
        found.append(("way to the server", (verdict, said)))
    return (Finding(name, *one) for name, one in found)


def _refused(url: str) -> list[Finding]:
    """Return why a database file could not be opened, where the rights in files are to blame."""
    try:
        url = url or default_database()
        said = None if database.is_postgres(url) else permissions.explain_refusal(database.sqlite_path(url).absolute())
    except (QRDeskError, OSError):
        return []
    return [] if said is None else [Finding("permissions", *said)]
