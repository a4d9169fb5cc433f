"""What printed codes lead to, and whether new ones can be made."""

import os
from pathlib import Path

from qrdesk.core.artwork import export
from qrdesk.core.doctor.finding import Case, Said, bad, good, some, warning
from qrdesk.core.public_url import Address
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.design import Design
from qrdesk.core.services import domains
from qrdesk.core.services.troubles import find_domain_troubles, find_printed_troubles


def look_at_public_address(case: Case) -> Said:
    """Look whether codes carry an address that others can reach."""
    row = domains.find_default(case.opened.owner.workspace_id)
    if row is None:
        return bad("No domain is the default one. Set a public address.")
    address = Address(row.scheme, row.host)
    if address.local:
        return warning(f"{address.url} only works on this computer or network. Codes made now are not for print.")
    return good(f"Codes carry {address.url}.")


def look_at_domains(_: Case) -> Said:
    """Look whether each domain with links is answered."""
    if said := find_domain_troubles():
        return warning(some(said, " "))
    return good("Each domain with links is verified.")


def look_at_printed(_: Case) -> Said:
    """Look whether a printed code leads to a page that is down."""
    if found := find_printed_troubles():
        return warning(f"Printed codes lead to a page that is down: {some(found, ', ')}.")
    return good("None leads to a page that was found to be down.")


def look_at_blocklist(case: Case) -> Said:
    """Look whether the file can be read."""
    path = case.settings.blocklist
    file = Path(path).expanduser()
    if path and not (file.is_file() and os.access(file, os.R_OK)):
        return warning(f"{path} cannot be read, so nothing is on the blocklist.")
    return good(f"{path} can be read." if path else "None is set.")


def look_at_artwork(_: Case) -> Said:
    """Make a code, and read it."""
    draft = ExportDraft.model_validate({"format": "png", "size_mm": 25, "dpi": 300})
    text = "https://example.com/r/QRDESK"
    if export.render(text, Design(), draft).report.decoded == text:
        return good("A code was made and read back.")
    return bad("A code was made and could not be read back. Install QRDesk again.")
