"""A doctor's case on a database of the test's own."""

import time
from datetime import UTC, datetime

from qrdesk.core.doctor.finding import Case
from qrdesk.core.opening import Opened
from qrdesk.core.settings import Settings


def a_case(opened: Opened, *, settings: Settings | None = None, now: datetime | None = None) -> Case:
    """Return what each look is handed, as if the doctor began now."""
    return Case(opened, settings or Settings(), now or datetime.now(UTC), time.time() - time.monotonic())
