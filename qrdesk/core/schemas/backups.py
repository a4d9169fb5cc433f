"""What a backup says of itself. A backup may come from anywhere, so every text in it has a form."""

import re
from typing import Annotated, Literal

from pydantic import Field

from qrdesk.core.schemas.base import Instant, View

DATABASE = "qrdesk.db"
DATA_DIR = f"{DATABASE}.d/"
SECRET_KEY = f"{DATA_DIR}secret.key"
CONTENTS = "CONTENTS.txt"
MANIFEST = "manifest.json"
FORMAT = 1
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
PICTURE = re.compile(rf"{re.escape(DATA_DIR)}files/{_UUID}/([0-9a-f]{{2}})/(\1[0-9a-f]{{62}})")
PART = re.compile(rf"{re.escape(DATABASE)}|{re.escape(SECRET_KEY)}|{re.escape(CONTENTS)}|{PICTURE.pattern}")
_Count = Annotated[int, Field(ge=0, lt=2**63)]
_Word = Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z_.+-]{0,79}$")]


class BackupPart(View):
    """One file in a backup."""

    name: str = Field(max_length=200)
    bytes: _Count
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class BackupCounts(View):
    """How much the database of a backup holds."""

    workspaces: _Count
    members: _Count
    links: _Count
    codes: _Count
    hits: _Count
    files: _Count


class Backup(View):
    """What is in a backup, and what was left out."""

    format: Literal["qrdesk-backup"] = "qrdesk-backup"
    format_version: int = Field(default=FORMAT, ge=1)
    made_at: Instant
    qrdesk_version: _Word
    schema_version: _Word = Field(description="The last step that brought the database up to date.")
    key_kept_in: Literal["file", "keyring"] = Field(description="Where the secret key lay when the backup was made.")
    counts: BackupCounts
    waiting_bytes: _Count = Field(description="Hits that were not in the database yet, and are not in the backup.")
    missing_files: list[_Word] = Field(description="Ids of pictures whose bytes were not there as they should be.")
    parts: list[BackupPart]

    @property
    def has_secret_key(self) -> bool:
        """Whether it unseals its own secrets."""
        return any(part.name == SECRET_KEY for part in self.parts)

    @property
    def pictures(self) -> list[BackupPart]:
        """The bytes of files; two with the same ones share them."""
        return [part for part in self.parts if PICTURE.fullmatch(part.name)]


class BackupSchedule(View):
    """When backups are made without anybody asking for them, by the server of the database."""

    every: Literal["off", "daily", "weekly"] = "off"
    hour: int = Field(default=3, ge=0, le=23, description="Of the day, by the clock of the computer that serves.")
    folder: str = Field(default="", max_length=4000, description="Empty: beside the database, in its data folder.")
    keep: int = Field(default=7, ge=1, le=1000, description="Older ones are deleted after a new one was verified.")


class BackupRun(View):
    """How a backup went. One that was made was read back whole."""

    at: Instant
    path: str = ""
    fault: str = Field(default="", description="Why there is none; empty when it was made.")
    links: _Count = 0
    hits: _Count = 0
    bytes: _Count = 0

    @property
    def made(self) -> bool:
        """Whether there is a backup."""
        return not self.fault
