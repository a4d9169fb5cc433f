"""What the links made in one transaction share: looked up once, and written together at its end."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

from peewee import AutoField, Field

from qrdesk.core import database, monthly
from qrdesk.core.context import Context
from qrdesk.core.models import Domain, Folder, Link
from qrdesk.core.services import domain_rows, folders, link_events, search, tags

_COLUMNS: "list[Field[Any]]" = [one for one in Link._meta.sorted_fields if not isinstance(one, AutoField)]
_INSERT = (
    f"INSERT INTO link ({', '.join(one.column_name for one in _COLUMNS)}) "  # noqa: S608 - our own words
    f"VALUES ({', '.join('?' * len(_COLUMNS))}) RETURNING id"
)


class LinkBatch:
    """Domains, folders and tags found so far, and the links whose words and tags are still to be written.

    ``epoch`` is the change epoch of all its links: they become visible together, when the transaction ends.
    """

    def __init__(self, ctx: Context) -> None:
        # first: on PostgreSQL its row keeps others waiting, and what is looked up stays true
        self.epoch = database.bump_epoch()
        self.ctx = ctx
        self._caller = monthly.caller_of(ctx.actor.workspace_id, ctx.actor.key_id, ctx.now)
        self._allowance = monthly.find_allowance(self._caller, "links")
        self._domains: dict[str, Domain] = {}
        self._folders: dict[str, Folder] = {}
        self._tags: dict[str, int] = {}
        self._made: list[int] = []
        self._tagged: list[tuple[int, int]] = []

    @contextmanager
    def one(self) -> Generator[None]:
        """Run the body so that a fault takes back what it made, and that alone."""
        made, tagged = len(self._made), len(self._tagged)
        try:
            with database.write():
                yield
        except BaseException:
            del self._made[made:], self._tagged[tagged:]
            # what was made for it is gone again, and its number may go to another
            self._folders.clear()
            self._tags.clear()
            raise

    def domain(self, host: str | None) -> Domain:
        """Return the workspace's domain called ``host``; the default one when no host is named.

        Raises:
            NotFound: the workspace has no such domain.
        """
        name = host or ""
        if name not in self._domains:
            self._domains[name] = domain_rows.get_owned(self.ctx, host)
        return self._domains[name]

    def folder(self, name: str) -> Folder:
        """Return the workspace's folder called by id, UUID or name.

        Raises:
            NotFound: there is none.
        """
        if name not in self._folders:
            self._folders[name] = folders.get_owned(self.ctx, name)
        return self._folders[name]

    def insert(self, link: Link) -> None:
        """Write a new link's row, which gives it its number.

        Raises:
            PlanLimitReached: the plan has no room for it in this month.
        """
        monthly.require_room(self._allowance, self._caller, len(self._made))
        # plain SQL: peewee takes longer to put so many columns into words than a database to keep them
        held = [one.db_value(link.__data__.get(one.name)) for one in _COLUMNS]
        link.id = database.proxy.execute_sql(_INSERT.replace("?", database.proxy.param), held).fetchone()[0]

    def add(self, link_id: int, names: Sequence[str]) -> None:
        """Note a new link's tags, and that its words are to be written. New words become tags."""
        if new := [name for name in names if name not in self._tags]:
            self._tags.update(tags.find_or_make(self.ctx, new))
        self._tagged.extend((link_id, tag_id) for tag_id in {self._tags[name]: None for name in names})
        self._made.append(link_id)

    def finish(self) -> None:
        """Write what waited for the last link, and tell of all of them."""
        tags.give(self._tagged)
        search.refresh(self._made)
        if self._made:
            monthly.add(self._caller, links=len(self._made))
            link_events.tell_created(self.ctx, self._made)


@contextmanager
def begun(ctx: Context) -> Generator[LinkBatch]:
    """Begin a batch within the running transaction; with the body, which must not have failed, it is written."""
    batch = LinkBatch(ctx)
    yield batch
    batch.finish()
