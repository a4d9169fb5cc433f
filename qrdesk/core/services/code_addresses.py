"""Which of its link's addresses a code can carry alone."""

from qrdesk.core import slugs
from qrdesk.core.errors import Conflict, Invalid
from qrdesk.core.models import Code, Link, Slug

_AT_PRESENT = "Another code of this link carries this address. Choose another, so that their scans are told apart."


def check(link: Link, slug: str, code_id: int = 0) -> None:
    """Do nothing if a code of ``link`` can carry ``slug``, should the link have it; ``code_id`` is its row, if any.

    What a code carried when it was exported stays its own: scans of its prints would count for the other.

    Raises:
        Invalid: all codes carry it.
        Conflict: another code does, or did and was exported since.
    """
    keeps_case = link.domain.case_sensitive
    folded = slugs.fold(slug, case_sensitive=keeps_case)
    if folded == slugs.fold(link.slug, case_sensitive=keeps_case):
        raise Invalid.field("slug", "Codes carry this address of the link anyway. Leave it out, or choose another.")
    others = (Code.link == link.id) & (Code.id != code_id)
    carried = Code.select(Code.slug).where(others & (Code.slug != ""))
    if any(slugs.fold(other.slug, case_sensitive=keeps_case) == folded for other in carried):
        raise Conflict(_AT_PRESENT, field_errors={"slug": _AT_PRESENT})
    here = (Slug.domain == link.domain_id) & (Slug.link == link.id) & (Slug.folded == folded)
    of_code = Slug.select(Slug.code_id).where(here)
    before = Code.select().where(others & Code.id.in_(of_code) & Code.printed_at.is_null(False)).first()
    if before is not None:
        which = f"The code “{before.name}”" if before.name else "Another code of this link"
        reason = f"{which} carried this address and was exported: scans of its prints count for it. Choose another."
        raise Conflict(reason, field_errors={"slug": reason})
