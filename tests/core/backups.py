"""A database to make backups of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.backup import create_backup
from qrdesk.core.models import Link, VisitorSalt
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.schemas.backups import Backup
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.files import FileDraft
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.services import files, links
from qrdesk.core.settings import Settings
from tests.desks import context
from tests.forms import LOGO

SETTINGS = Settings(busy_timeout_ms=50)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """A database with a link, a picture and something sealed."""
    found = open_database(str(tmp_path / "there" / "q.db"), SETTINGS)
    ctx = context(found)
    with database.scope():
        links.create_link(ctx, LinkDraft(destination="https://example.com/", slug="menu"))
        files.upload_file(ctx, FileDraft(), Upload(LOGO, "logo.svg"))
        with database.write():
            VisitorSalt.create(day=20_000, salt="5a17" * 16)
    yield found
    database.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "b.zip"


def make(opened: Opened, file: Path, **more: bool) -> Backup:
    return create_backup(file, opened.url, SETTINGS, **more).backup


def add(opened: Opened, slug: str) -> None:
    with database.scope():
        links.create_link(context(opened), LinkDraft(destination="https://example.com/", slug=slug))


def slugs() -> set[str]:
    with database.scope():
        return {link.slug for link in Link.select()}


def left_over(opened: Opened) -> list[str]:
    assert opened.path is not None
    return [one.name for one in opened.path.parent.iterdir() if one.name.startswith(".")]
