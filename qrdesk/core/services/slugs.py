"""Who owns an address: taking one, finding what it leads to, and proposing free ones."""

from qrdesk.core import database, ids, slugs
from qrdesk.core.context import Context
from qrdesk.core.errors import BadSlug, Conflict, Invalid, SlugReserved, SlugTaken
from qrdesk.core.models import Code, Domain, Link, Slug
from qrdesk.core.schemas.links import SlugQuery, SlugView
from qrdesk.core.services import code_addresses
from qrdesk.core.services.domain_rows import get_owned

_TAKE = """INSERT INTO slug (domain_id, link_id, slug, folded) VALUES (?, ?, ?, ?)
ON CONFLICT (domain_id, folded) DO UPDATE SET slug = excluded.slug WHERE slug.link_id = excluded.link_id"""
_TRIES = 20  # 29^6 slugs: even a tenth of them taken fails 20 times once in 10^20


def check_slug(ctx: Context, query: SlugQuery) -> SlugView:
    """Say whether an address is free on one of the caller's domains, and if not, what would be.

    For a code, one that its link has is free, too, if the code can carry it alone.
    """
    domain = get_owned(ctx, query.host)
    try:
        slug = slugs.check(query.slug)
    except (BadSlug, SlugReserved) as fault:
        return SlugView(slug=query.slug, host=domain.host, free=False, reason=str(fault), suggestions=[])
    owner = find_owner(domain, slug)
    if owner is None:
        return SlugView(slug=slug, host=domain.host, free=True, reason="", suggestions=[])
    reason = _fault_of(ctx, query.code_id, owner, slug)
    ideas = _suggest(domain, slug) if reason else []
    return SlugView(slug=slug, host=domain.host, free=not reason, reason=reason, suggestions=ideas)


def take(domain: Domain, link: Link, slug: str) -> None:
    """Give an address to a link, within the running transaction. An old address of the same link is its own.

    Raises:
        SlugTaken: it belongs to another link, or did. The unique index decides; nobody looks first.
    """
    folded = slugs.fold(slug, case_sensitive=domain.case_sensitive)
    # plain SQL: it runs for every link that is made, and peewee takes ten times as long to put it into words
    taken = _TAKE.replace("?", database.proxy.param)
    if not database.proxy.execute_sql(taken, (domain.id, link.id, slug, folded)).rowcount:
        raise SlugTaken(domain.host, slug)


def mint(domain: Domain, link: Link) -> str:
    """Give a link the random address it was made with, or another where that one is taken, and return it.

    Raises:
        Conflict: all that were tried are taken.
    """
    slug = link.slug
    for _ in range(_TRIES):
        try:
            take(domain, link, slug)
        except SlugTaken:
            slug = ids.mint_slug()
            continue
        return slug
    raise Conflict(f"No free address was found on {domain.host}. Choose one yourself.")


def find_owner(domain: Domain, slug: str) -> Link | None:
    """Return the link that an address leads to, or led to before it was deleted."""
    folded = slugs.fold(slug, case_sensitive=domain.case_sensitive)
    row = Slug.select(Slug, Link).join(Link).where(_is(domain, folded)).first()
    return None if row is None else row.link


def count(link: Link) -> int:
    """Return how many addresses a link has, old ones included."""
    return Slug.select().where(Slug.link == link.id).count()


def _is(domain: Domain, folded: str) -> object:
    return (Slug.domain == domain.id) & (Slug.folded == folded)


def _fault_of(ctx: Context, code_id: str, owner: Link, slug: str) -> str:
    """Return why an address that a link has cannot be had; "" where it is asked for by a code of the link, and can."""
    mine = (Code.workspace == ctx.actor.workspace_id) & (Code.link == owner.id)
    code = Code.get_or_none(mine & (Code.public_id == code_id)) if code_id and owner.deleted_at is None else None
    if code is None:
        return _taken_by(ctx, owner)
    try:
        code_addresses.check(owner, slug, code.id)
    except (Invalid, Conflict) as fault:
        return fault.field_errors["slug"]
    return ""


def _taken_by(ctx: Context, owner: Link) -> str:
    if owner.workspace_id != ctx.actor.workspace_id:
        return "This address is taken."
    if owner.deleted_at is not None:
        return "A deleted link had this address. Printed codes may still carry it, so it is not given away again."
    return f"“{owner.title or owner.slug}” uses it, and printed codes may lead there."


def _suggest(domain: Domain, slug: str) -> list[str]:
    base = slug[: slugs.MAX_LENGTH - 5]
    ideas = [f"{base}-2", f"{base}-new", f"{base}-3", f"{base}-{ids.mint_slug()[:4].lower()}"]
    return [idea for idea in ideas if find_owner(domain, idea) is None][:2]
