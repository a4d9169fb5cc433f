"""Which code was scanned: one with an address of its own is known by it."""

from collections.abc import Iterable

from qrdesk.core.hits import rows
from qrdesk.core.hits.enrich import CodeOf, unknown_code
from qrdesk.core.slugs import fold

_OWN = (
    "SELECT code.link_id, code.slug, domain.case_sensitive, code.public_id FROM code "
    "JOIN link ON link.id = code.link_id JOIN domain ON domain.id = link.domain_id "
    "WHERE code.slug <> '' AND code.link_id IN ("
)


def codes_of(link_ids: Iterable[int]) -> CodeOf:
    """Return what tells the id of a code from the link and the folded slug; "" where no code of the link has it."""
    wanted = [(link_id,) for link_id in sorted(set(link_ids)) if abs(link_id) < 1 << 31]
    if not wanted:
        return unknown_code
    own = {
        (link_id, fold(slug, case_sensitive=bool(exact))): str(code_id)
        for link_id, slug, exact, code_id in rows.run(_OWN, wanted, ")")
    }
    return lambda link_id, slug: own.get((link_id, slug), "")
