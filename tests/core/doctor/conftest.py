"""What tests of the doctor's looks share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.settings import Settings


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made = open_database(str(tmp_path / "qrdesk.db"), Settings())
    with database.scope():
        yield made
    database.close()
