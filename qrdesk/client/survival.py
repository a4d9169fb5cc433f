"""The survival kit of a database on this computer. That of a server is made where it runs."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from qrdesk.client.local import LocalTransport
from qrdesk.client.transport import Transport
from qrdesk.core.context import Context, Origin
from qrdesk.core.errors import CannotWrite, Forbidden
from qrdesk.core.opening import Opened, open_existing
from qrdesk.core.schemas.survival import KitRun
from qrdesk.core.services import survival_notes
from qrdesk.core.survival import kit, runs
from qrdesk.core.survival.kit import FORMATS, Kit

FOLDER = "qrdesk-kit"  # made inside of the folder that a person chooses
Step = Callable[[int, int], object]  # done, of how much


class SurvivalKit:
    """Only for a client of a database on this computer: each method raises ``Forbidden`` for one of a server."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def last(self) -> KitRun | None:
        """Return the kit that was made last."""
        return runs.last_run(self._local().opened.data_dir)

    def create(self, folder: Path, *, language: str = "en", step: Step) -> KitRun:
        """Write a kit into ``folder``, whole or not at all: as ``qrdesk-kit`` in it, or in its place if it is one.

        ``step`` hears how many addresses are done, of how many; what it raises ends the work and leaves all as it was.

        Raises:
            CannotWrite: it cannot be written; what was there is as it was.
        """
        here, done, total = self._local(), 0, kit.count_open()

        def one_more(count: int) -> None:
            nonlocal done
            done += count
            step(done, max(total, done))  # links may have been made since they were counted

        step(0, total)
        place = folder if kit.is_kit(folder) else folder / FOLDER
        made = kit.write_open(place, now=datetime.now(UTC), language=language, step=one_more)
        run = _remembered(here.opened, made)
        here.note_kit(run)
        return run

    def _local(self) -> LocalTransport:
        if not isinstance(self._transport, LocalTransport):
            raise Forbidden("The survival kit of a server is made where it runs: qrdesk survive FOLDER.")
        return self._transport


def count_addresses(database: str = "") -> int:
    """Return how many addresses a kit of a database would have, or a few more.

    Raises:
        DatabaseUnreachable: there is none, or it cannot be opened.
    """
    return kit.count_addresses(database)


def write_kit(
    folder: Path,
    database: str = "",
    formats: Sequence[str] = FORMATS,
    *,
    language: str = "en",
    step: Callable[[int], object] | None = None,
    surface: str = "app",
) -> Kit:
    """Write a kit of a database that no client has open, as ``core.survival.kit``, and note it as done by ``surface``.

    Raises:
        CannotWrite, DatabaseUnreachable: as it says.
    """
    opened = open_existing(database)
    made = kit.write_open(folder, formats, now=datetime.now(UTC), language=language, step=step)
    run = _remembered(opened, made)
    owner = replace(opened.owner, origin=Origin(surface))
    survival_notes.note_kit(Context(owner, datetime.now(UTC), opened.secret_key), run)
    return made


def _remembered(opened: Opened, made: Kit) -> KitRun:
    run = runs.run_of(made)
    with suppress(CannotWrite):  # the kit is there all the same
        runs.note_run(opened.data_dir, run)
    return run
