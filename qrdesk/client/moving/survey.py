"""What there is to copy, seen before anything is: how many of each kind, and which codes would say something else."""

from dataclasses import dataclass

from qrdesk.client.client import Client
from qrdesk.client.moving.changes import Addresses, ChangedCode, changed
from qrdesk.client.moving.patient import patient
from qrdesk.client.moving.places import default_of, hosts_there
from qrdesk.client.moving.report import KINDS, Kind
from qrdesk.core.errors import Conflict, ScopeMissing
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.codes import CodeQuery
from qrdesk.core.schemas.files import FileQuery
from qrdesk.core.schemas.links import LinkQuery

NEEDED = (
    Scope.LINKS_READ, Scope.LINKS_CREATE, Scope.LINKS_UPDATE, Scope.CODES_READ, Scope.CODES_CREATE, Scope.CODES_UPDATE,
    Scope.DOMAINS_READ, Scope.DOMAINS_CREATE, Scope.DOMAINS_UPDATE, Scope.STATS_READ, Scope.FILES_READ,
    Scope.FILES_CREATE, Scope.WEBHOOKS_READ, Scope.WEBHOOKS_CREATE, Scope.WEBHOOKS_UPDATE, Scope.WORKSPACE_READ,
)  # fmt: skip
_ALL = LinkQuery(state="any", sort="created_at", limit=1)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a move would do."""

    workspace: str  # the name of the one that takes it
    server_url: str  # where its codes lead
    counts: dict[Kind, int]
    links_there: int  # before anything is copied
    passwords: int  # links that come in paused
    changes: list[ChangedCode]
    members: int  # not copied
    keys: int  # not copied


def check(source: Client, target: Client) -> None:
    """Do nothing if everything can be copied there.

    Raises:
        ScopeMissing: the key may not do what a move needs.
        Conflict: it is the same workspace.
        QRDeskError: the server does not answer, or not to this key.
    """
    there = target.me.get()
    allowed = set(there.scopes)
    missing = [scope for scope in NEEDED if scope not in allowed and "all" not in allowed]
    if missing:
        raise ScopeMissing(
            f"This key may not do all that moving needs. It lacks {', '.join(missing)}. Use a key of an owner or admin."
        )
    if there.workspace.uuid == source.workspace.get().uuid:
        raise Conflict("Your links are there already: this is the place that you are moving from.")


def count(client: Client) -> dict[Kind, int]:
    """Return how many of each kind there are; deleted links are left out."""
    return {
        Kind.FILES: client.files.list(FileQuery(limit=1)).pagination.total or 0,
        Kind.DOMAINS: len(client.domains.list()),
        Kind.DESIGNS: len(client.designs.list()),
        Kind.FOLDERS: len(client.folders.list()),
        Kind.TAGS: len(client.tags.list()),
        Kind.PRESETS: len(client.presets.list()),
        Kind.VIEWS: len(client.views.list()),
        Kind.LINKS: client.links.list(_ALL).pagination.total or 0,
        Kind.CODES: client.codes.list(CodeQuery(limit=1)).pagination.total or 0,
        Kind.WEBHOOKS: len(client.webhooks.list()),
    }


def survey(source: Client, target: Client) -> Survey:
    """Return what a move would do; nothing is changed.

    Raises:
        ScopeMissing, Conflict: see ``check``.
        QRDeskError: one of the two could not be asked.
    """
    source, target = patient(source), patient(target)
    check(source, target)
    counts = count(source)
    default = default_of(target)
    titles, passwords = dict[str, str](), 0
    for link in source.links.each(_ALL.model_copy(update={"limit": 500})):
        titles[link.id] = link.title or link.slug
        passwords += link.has_password
    addresses = Addresses(hosts_there(source, target), default.url)
    return Survey(
        workspace=target.workspace.get().name,
        server_url=default.url,
        counts={kind: counts[kind] for kind in KINDS},
        links_there=target.links.list(_ALL).pagination.total or 0,
        passwords=passwords,
        changes=changed((code for code in source.codes.each() if code.link_id in titles), titles, addresses),
        members=len(source.members.list()),
        keys=len([key for key in source.keys.list() if key.revoked_at is None]),
    )
