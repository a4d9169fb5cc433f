"""What Settings asks for, and what new codes carry."""

from contextlib import suppress

from qrdesk.client import Client, PublicUrlDraft, restoring
from qrdesk.client.restoring import Changed
from qrdesk.core.errors import Forbidden
from qrdesk.core.schemas.access import DomainView, WorkspaceView


def facts(client: Client) -> tuple[WorkspaceView, DomainView | None]:
    """Return the workspace, and the domain that new codes carry as far as the key may read it."""
    domain = None
    with suppress(Forbidden):  # the rest can be shown without it
        domain = next((domain for domain in client.domains.list() if domain.is_default), None)
    return client.workspace.get(), domain


def carry_address(draft: PublicUrlDraft, client: Client) -> Changed:
    """Let new codes carry an address; what they carried until now takes that back."""
    before = next((one.url for one in client.domains.list() if one.is_default), "")
    domain = client.domains.set_public_url(draft)
    back = restoring.address(before, domain.url)
    return Changed(domain, back if before and before != domain.url else None)
