"""Codes that carry another address at the new place: what is on paper goes on saying the old one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from qrdesk.client.files import writing
from qrdesk.client.formats.cells import put_csv
from qrdesk.core.schemas.codes import CodeView

_COLUMNS = ("name", "link", "printed_at", "address_now", "address_there", "code_id")


@dataclass(frozen=True, slots=True)
class ChangedCode:
    """A code and both of its addresses."""

    code_id: str
    name: str
    link: str
    printed_at: datetime | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """How addresses turn into those of the new place."""

    hosts: Mapping[str, str]  # host here -> host there; empty: the default one
    default_url: str

    def of(self, text: str) -> str:
        """Return the address that takes the place of ``text``; the same where its host moves along."""
        parts = urlsplit(text)
        if self.hosts.get(parts.netloc.lower(), parts.netloc):
            return text
        return self.default_url + parts._replace(scheme="", netloc="").geturl()


def changed(codes: Iterable[CodeView], titles: Mapping[str, str], addresses: Addresses) -> list[ChangedCode]:
    """Return the codes of links whose address changes, printed ones first."""
    found = [
        ChangedCode(code.id, code.name, titles.get(code.link_id, ""), code.printed_at, code.text, after)
        for code in codes
        if code.link_id is not None and (after := addresses.of(code.text)) != code.text
    ]
    return sorted(found, key=lambda one: one.printed_at is None)


def write_changes(path: Path, changes: Iterable[ChangedCode]) -> None:
    """Write the list as CSV.

    Raises:
        CannotWrite: the file cannot be written; what was there before is untouched.
    """
    rows = (
        [one.name, one.link, one.printed_at.isoformat() if one.printed_at else "", one.before, one.after, one.code_id]
        for one in changes
    )
    with writing(path) as file:
        put_csv(file, _COLUMNS, rows)
