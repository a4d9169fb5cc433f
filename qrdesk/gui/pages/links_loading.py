"""What the Links page asks for, in one place: a page of links, then their codes and numbers."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from qrdesk.client import ChangesView, Client, LinkQuery
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.folders import FolderView
from qrdesk.core.schemas.links import LinkState, LinkSummary, LinkView, TargetStatus
from qrdesk.core.schemas.saved_views import SavedViewView
from qrdesk.core.schemas.tags import TagView
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session
from qrdesk.gui.tables.link_table import LinkTableModel, thumbs_of

View = Literal["all", "printed", "attention", "archived"]
VIEWS: tuple[View, ...] = ("all", "printed", "attention", "archived")
PAUSE_MS = 40  # letters that follow sooner are asked for together, when they stop; answers to older ones are dropped
MOST_VIEWS = 8  # saved views that are counted, and have a tab
_ROWS, _MOST_ROWS, _SUMMARIES, _THUMBS = 100, 1000, 200, 25
COUNTED = 10_000  # links found; of more than that the server does not say how many


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is listed, and in what order. ``folder`` is an id or ``none``, ``saved`` the id of a saved view."""

    view: View = "all"
    search: str = ""
    sort: str = "-created_at"
    state: str = ""
    folder: str = ""
    tag: str = ""
    host: str = ""
    saved: str = ""

    @classmethod
    def of(cls, saved_id: str, query: LinkQuery) -> "Wanted":
        """Return what a saved view asks for."""
        view: View = "all"
        if query.state == LinkState.ARCHIVED:
            view = "archived"
        elif query.target is TargetStatus.DOWN:
            view = "attention"
        elif query.printed:
            view = "printed"
        state = "" if query.state in {"current", "any", LinkState.ARCHIVED} else str(query.state)
        return cls(view, query.search, query.sort, state, query.folder, query.tag, query.host, saved_id)

    def narrowed(self) -> bool:
        """Whether less is listed than the whole view."""
        return bool(self.search or self.state or self.folder or self.tag or self.host)

    def query(self, limit: int = _ROWS, cursor: str | None = None) -> LinkQuery:
        """Return this as a query."""
        state = LinkState.ARCHIVED if self.view == "archived" else self.state or "current"
        return LinkQuery(
            search=self.search[:200],
            state=cast(LinkState, state),
            printed=True if self.view == "printed" else None,
            target=TargetStatus.DOWN if self.view == "attention" else None,
            folder=self.folder,
            tag=self.tag,
            host=self.host,
            sort=cast(Literal["-created_at"], self.sort),
            limit=limit,
            cursor=cursor,
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """What lists can be narrowed to: the workspace's folders, tags and saved views."""

    folders: Sequence[FolderView] = ()
    tags: Sequence[TagView] = ()
    views: Sequence[SavedViewView] = ()


class LinkLoader(QObject):
    """Fills the model; an older answer never overwrites a newer one."""

    loaded = Signal(int)  # links in the whole list
    counted = Signal(object)  # how many each view has
    views_counted = Signal(object)  # how many each saved view has, by id; None for more than are counted
    chosen_from = Signal(object)  # Choices
    totalled = Signal(int)  # hits in 30 days
    failed = Signal(object)  # the error; what was loaded before stays
    asking = Signal(bool)

    def __init__(self, session: Session, jobs: JobRunner, model: LinkTableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._model = session, jobs, model
        self._number = 0
        self._cursor: str | None = None
        self._drawing = self._counting = False
        self._waits = False  # what is wanted was not asked for yet
        self._first = 0  # row whose code is drawn next
        self.total = 0
        self.is_more = False  # there are more than ``total``, nobody counted how many
        self.wanted = Wanted()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._typing_stopped)
        model.more_wanted.connect(self._more)

    def want(self, wanted: Wanted, *, soon: bool = False) -> None:
        """List something else at once; ``soon``: what follows shortly after the one before waits for typing to stop."""
        if wanted == self.wanted:
            return
        self.wanted = wanted
        self._number += 1  # what is still on its way answers an old question
        self._waits = soon and self._pause.isActive()
        if soon:
            self._pause.start()
        else:
            self._pause.stop()
        if not self._waits:
            self._ask(_ROWS)

    def _typing_stopped(self) -> None:
        if self._waits:
            self._waits = False
            self._ask(_ROWS)

    def reload(self) -> None:
        """Ask again for as many rows as there are."""
        self._model.forget_summaries()
        self._ask(max(_ROWS, len(self._model.links())))

    def changed(self, found: ChangesView) -> None:
        """Show what was changed elsewhere; far down a long list only the very rows, where they are."""
        self.count()
        self.ask_choices()
        rows = self._model.links()
        if len(rows) <= _MOST_ROWS:
            self.reload()
            return
        ids = {one.id for one in found.changes if one.kind == "link"}
        client, here = self._session.client, [link.id for link in rows if link.id in ids][:_ROWS]
        if client is not None and here:
            done = self._session.here(self._changed)
            self._jobs.run(self, partial(_again, client, here), done, lambda _error: None)

    def _changed(self, links: Sequence[LinkView]) -> None:
        for link in links:
            self._model.replace(link)

    def freshen(self) -> None:
        """Ask for new numbers, but not of thousands of rows every few seconds."""
        if len(self._model.links()) <= _MOST_ROWS:
            self.reload()

    def begin_anew(self) -> None:
        """Show nothing, and take no answer to what was asked before."""
        self._pause.stop()
        self._waits = False
        self._number += 1
        self._cursor, self.total, self.is_more = None, 0, False
        self._model.show((), more=False)

    def ask_choices(self) -> None:
        """Ask for the folders, tags and saved views."""
        client = self._session.client
        if client is not None:
            done = self._session.here(self._chosen)
            self._jobs.run(self, partial(_choices, client), done, lambda _error: None)

    def _chosen(self, choices: Choices) -> None:
        self.chosen_from.emit(choices)
        client = self._session.client
        if client is not None and choices.views and not self._counting:
            self._counting = True
            work = partial(_view_counts, client, choices.views[:MOST_VIEWS])
            told = self._session.here(self.views_counted.emit)
            self._jobs.run(self, work, partial(self._views_counted, told), self._views_not_counted)

    def _views_counted(self, told: Callable[[Any], object], counts: object) -> None:
        self._counting = False  # one at a time: others may change links often
        told(counts)

    def _views_not_counted(self, _error: Exception) -> None:
        self._counting = False  # the tabs go without

    def count(self) -> None:
        """Ask how many links each view has, and for the hits of 30 days."""
        client, here = self._session.client, self._session.here
        if client is not None:
            self._jobs.run(self, partial(_counts, client), here(self.counted.emit), lambda _error: None)
            self._jobs.run(self, partial(_hits, client), here(self.totalled.emit), lambda _error: None)

    def _ask(self, limit: int) -> None:
        client = self._session.client
        if client is None:
            return
        self._number += 1
        self.asking.emit(True)
        work = partial(_listed, client, self.wanted, limit)
        self._jobs.run(self, work, partial(self._show, self._number), partial(self._refused, self._number))

    def _more(self) -> None:
        client = self._session.client
        if client is None or self._cursor is None:
            return
        self.asking.emit(True)
        work = partial(_further, client, self.wanted, self._cursor)
        self._jobs.run(self, work, partial(self._extend, self._number), partial(self._refused, self._number))

    def _show(self, number: int, page: Page[LinkView]) -> None:
        self.asking.emit(False)
        if number == self._number:
            self._cursor = page.pagination.next_cursor
            total = page.pagination.total
            self.is_more = total is None
            self.total = COUNTED if total is None else total
            self._first = 0
            self._model.show(page.data, more=self._cursor is not None)
            self.loaded.emit(self.total)
            self._complete()

    def _extend(self, number: int, page: Page[LinkView]) -> None:
        self.asking.emit(False)
        if number == self._number:
            self._cursor = page.pagination.next_cursor
            self._first = len(self._model.links())
            self._model.extend(page.data, more=self._cursor is not None)
            self._complete()

    def _refused(self, number: int, error: Exception) -> None:
        self.asking.emit(False)
        if number == self._number:
            self.failed.emit(error)

    def _complete(self) -> None:
        """Fetch numbers and draw codes for rows that have none yet."""
        client, ids = self._session.client, self._model.without_summary()
        if client is not None and ids:
            done = self._session.here(self._model.put_summaries)
            self._jobs.run(self, partial(_summaries, client, ids), done, lambda _error: None)
        self._draw_some()

    def _draw_some(self) -> None:
        """Draw some codes, those of the latest rows first; one job at a time, so that no list waits behind them."""
        urls = self._model.without_thumb(self._first) or self._model.without_thumb()
        if urls and not self._drawing:
            self._drawing = True
            work: Callable[[], dict[str, QImage]] = partial(thumbs_of, urls[:_THUMBS])
            self._jobs.run(self, work, self._drawn, self._not_drawn)

    def _drawn(self, thumbs: Mapping[str, QImage]) -> None:
        self._drawing = False
        self._model.put_thumbs(thumbs)
        self._draw_some()

    def _not_drawn(self, _error: Exception) -> None:
        self._drawing = False  # the rows go without


def _listed(client: Client, wanted: Wanted, rows: int) -> Page[LinkView]:
    """Return the first ``rows`` links as one page, however many the server gives at once."""
    first = page = client.links.list(wanted.query(min(rows, _MOST_ROWS)))
    found = list(page.data)
    while len(found) < rows and page.pagination.next_cursor:
        page = client.links.list(wanted.query(min(rows - len(found), _MOST_ROWS), page.pagination.next_cursor))
        found += page.data
    pagination = first.pagination.model_copy(update={"next_cursor": page.pagination.next_cursor})
    return Page[LinkView](data=found, pagination=pagination)


def _again(client: Client, ids: Sequence[str]) -> list[LinkView]:
    found: list[LinkView] = []
    for link_id in ids:
        with suppress(NotFound):
            found.append(client.links.get(link_id))
    return found


def _further(client: Client, wanted: Wanted, cursor: str) -> Page[LinkView]:
    return client.links.list(wanted.query(cursor=cursor))


def _summaries(client: Client, ids: Sequence[str]) -> list[LinkSummary]:
    found: list[LinkSummary] = []
    for start in range(0, len(ids), _SUMMARIES):
        found += client.links.summaries(list(ids[start : start + _SUMMARIES]))
    return found


def _counts(client: Client) -> dict[str, int]:
    return {view: client.links.list(Wanted(view).query(1)).pagination.total or 0 for view in VIEWS}


def _view_counts(client: Client, views: Sequence[SavedViewView]) -> dict[str, int | None]:
    """Return how many links saved views have, by id; None for more than the server counts."""
    asked = {view.id: Wanted.of(view.id, view.query).query(1) for view in views}
    return {view_id: client.links.list(query).pagination.total for view_id, query in asked.items()}


def _choices(client: Client) -> Choices:
    return Choices(client.folders.list(), client.tags.list(), client.views.list())


def _hits(client: Client) -> int:
    totals = client.analytics.totals()
    return totals.scans + totals.clicks
