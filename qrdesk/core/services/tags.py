"""Tags of links."""

from collections.abc import Iterable, Sequence

from qrdesk.core.context import Context
from qrdesk.core.models import Link, LinkTag, Tag
from qrdesk.core.services.queries import tuples


def set_tags(ctx: Context, link: Link, names: Iterable[str]) -> None:
    """Make ``names`` the link's tags, within the running transaction. New words become tags."""
    LinkTag.delete().where(LinkTag.link == link.id).execute()
    rows = [{"link": link.id, "tag": _get_or_make(ctx, name)} for name in dict.fromkeys(names)]
    if rows:
        LinkTag.insert_many(rows).execute()


def _get_or_make(ctx: Context, name: str) -> int:
    workspace_id = ctx.actor.workspace_id
    # the unique index decides: two callers may invent the same word at once
    Tag.insert(workspace=workspace_id, name=name).on_conflict_ignore().execute()
    return Tag.get((Tag.workspace == workspace_id) & (Tag.name == name)).id


def names_of(links: Sequence[Link]) -> dict[int, list[str]]:
    """Return the tags of each link by its row number, in alphabetical order."""
    found: dict[int, list[str]] = {link.id: [] for link in links}
    rows = (
        LinkTag.select(LinkTag.link, Tag.name)
        .join(Tag)
        .where(LinkTag.link.in_([link.id for link in links]))
        .order_by(Tag.name)
    )
    for link_id, name in tuples(rows):
        found[link_id].append(name)
    return found
