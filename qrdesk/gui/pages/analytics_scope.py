"""Whose hits to look at: the chooser's options, found among links, folders, tags and domains."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from qrdesk.client import Client, LinkQuery
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.pages.analytics_wanted import Scope, ScopeKind
from qrdesk.gui.widgets.picker import Option

_LINKS = 50  # in the chooser
_OF_A_KIND = 8


def find(client: Client, text: str) -> list[Option]:
    """Return what one can choose whose name holds ``text``: domains, folders and tags, then links.

    Raises:
        QRDeskError: the server is away, ...
    """
    typed = text.strip()
    found = client.links.list(LinkQuery(search=typed[:200], state="any", limit=_LINKS)).data
    return [*groups(client, typed), *(link_option(link) for link in found)]


def groups(client: Client, text: str) -> list[Option]:
    """Return the domains, folders and tags whose name holds ``text``; of one domain alone there is nothing to choose.

    Raises:
        QRDeskError: the server is away, ...
    """
    domains = client.domains.list()
    kinds: tuple[tuple[ScopeKind, str, Sequence[tuple[str, str]]], ...] = (
        ("domain", _tr("Domain"), [(one.id, one.host) for one in domains] if len(domains) > 1 else []),
        ("folder", _tr("Folder"), [(one.id, one.name) for one in client.folders.list()]),
        ("tag", _tr("Tag"), [(one.id, one.name) for one in client.tags.list()]),
    )
    return [option for kind, said, named in kinds for option in _matching(kind, said, named, text)]


def link_option(link: LinkView) -> Option:
    """Return a link as an option."""
    return Option(Scope("link", link.id).text(), link.title or link.slug, words.address(link))


def _matching(kind: ScopeKind, said: str, named: Sequence[tuple[str, str]], text: str) -> Iterator[Option]:
    fitting = [(key, name) for key, name in named if text.casefold() in name.casefold()]
    for key, name in fitting[:_OF_A_KIND]:
        yield Option(Scope(kind, key).text(), name, said)


def _tr(said: str) -> str:
    return QCoreApplication.translate("AnalyticsScope", said)
