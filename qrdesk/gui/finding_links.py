"""The palette finds links as the list does; those with most hits come first."""

from collections.abc import Callable
from functools import partial

from qrdesk.client import Client, LinkQuery
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.finding import Finder
from qrdesk.gui.shell.palette_list import Group, Hit

_SHOWN = 6


class LinkFinder(Finder):
    """Has the links searched."""

    def _asking(self, client: Client, text: str) -> Callable[[], Page[LinkView]]:
        return lambda: client.links.list(LinkQuery(search=text, limit=_SHOWN, sort="-hit_count"))

    def _hit(self, one: LinkView) -> Hit:
        single, many = self.tr("{count} hit"), self.tr("{count} hits")
        return Hit(
            Group.LINKS,
            words.name(one),
            partial(self._routes.open_link, one.id),
            detail=words.address(one) if one.title else "",
            right=words.counted(one.hit_count, single, many),
            copy=partial(self._routes.copy, one.short_url),
        )
