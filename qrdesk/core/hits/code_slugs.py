"""Which code was scanned: one with an address of its own is known by it, and by those that it carried before."""

from collections.abc import Iterable

from qrdesk.core.hits import rows
from qrdesk.core.hits.enrich import CodeOf, unknown_code

_OWN = (
    "SELECT slug.link_id, slug.folded, code.public_id FROM slug JOIN code ON code.id = slug.code_id "
    "WHERE slug.link_id IN ("
)


def codes_of(link_ids: Iterable[int]) -> CodeOf:
    """Return what tells the id of a code from the link and the folded slug; "" where no code of the link has it."""
    wanted = [(link_id,) for link_id in sorted(set(link_ids)) if abs(link_id) < 1 << 31]
    if not wanted:
        return unknown_code
    own = {(link_id, folded): str(code_id) for link_id, folded, code_id in rows.run(_OWN, wanted, ")")}
    return lambda link_id, slug: own.get((link_id, slug), "")
