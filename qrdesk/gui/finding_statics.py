"""The palette finds codes without a link: by their names, their kinds, and what they may be known by."""

from collections.abc import Callable
from functools import partial

from qrdesk.client import Client, CodeQuery
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui.finding import Finder
from qrdesk.gui.pages.studio_kinds import LINK, content_title, kind_called, kinds
from qrdesk.gui.shell.palette_list import Group, Hit, fits

_SHOWN = 5


class StaticFinder(Finder):
    """Has the codes searched, without the passwords that some say."""

    def _asking(self, client: Client, text: str) -> Callable[[], Page[CodeView]]:
        # a kind has its name in the language of the app here, and its key there
        sorts = ",".join(kind.key for kind in kinds() if kind.key != LINK and fits(text, kind.name))
        return lambda: client.codes.list(CodeQuery(kind="static", search=text, contents=sorts, limit=_SHOWN))

    def _hit(self, one: CodeView) -> Hit | None:
        if one.content is None:
            return None
        told = content_title(one.content)
        title = one.name or told
        return Hit(
            Group.LINKS,
            title,
            partial(self._routes.open_static, one.id),
            detail=told if told != title else self.tr("Code without a link"),
            icon=kind_called(one.content.type).icon,
        )
