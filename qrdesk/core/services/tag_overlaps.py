"""Links that carry several of some tags: what sums over tags count twice."""

from collections.abc import Sequence

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.hits import rows
from qrdesk.core.models import Tag
from qrdesk.core.services import names

MOST = 200  # links that carry several


def count_carried(ctx: Context, tags: Sequence[str]) -> dict[str, int]:
    """Return the links, by UUID, that carry more than one of the workspace's ``tags`` (ids or words), and how many.

    Raises:
        NotFound: no such tag in this workspace.
        Invalid: they are more than 200; adding up what single tags count and taking these away would take too long.
    """
    ids = {names.get_named(ctx, Tag, tag, "tag").id for tag in tags}
    if len(ids) < 2:
        return {}
    marks = ", ".join("?" * len(ids))
    sql = (
        "SELECT link.uuid, COUNT(*) FROM link_tag JOIN link ON link.id = link_tag.link_id "  # noqa: S608 - marks only
        f"WHERE link_tag.tag_id IN ({marks}) GROUP BY link.uuid HAVING COUNT(*) > 1 LIMIT {MOST + 1}"
    )
    found = dict(rows.ask(sql, tuple(sorted(ids))).fetchall())
    if len(found) > MOST:
        raise Invalid.field("tag", f"More than {MOST} links carry several of these tags. Ask for fewer tags at once.")
    return found
