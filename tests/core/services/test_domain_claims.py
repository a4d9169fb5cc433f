"""One host, several workspaces: it is given to one, and whoever only claims it holds up nobody."""

from dataclasses import replace

import pytest

from qrdesk.core.context import Context
from qrdesk.core.errors import BadDestination, Conflict, NotFound
from qrdesk.core.models import Domain
from qrdesk.core.schemas.domains import PublicUrlDraft
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.schemas.simulation import SimulationDraft
from qrdesk.core.services import domains, links, simulator, verification
from tests.core.services.domain_world import HOST, PAGE, add, change, ctx, prove, texts
from tests.core.services.places import later
from tests.desks import second_workspace

__all__ = ["ctx", "texts"]


def test_a_neighbour_proves_an_address_before_it_is_theirs(ctx: Context) -> None:
    theirs = replace(ctx, actor=second_workspace())
    with pytest.raises(Conflict, match="verify it first"):
        domains.set_public_url(theirs, PublicUrlDraft(url="https://new.example"))
    assert Domain.get_or_none(Domain.host == "new.example") is None
    add(ctx)
    with pytest.raises(Conflict, match="another workspace"):
        add(theirs)
    with pytest.raises(Conflict, match="one of your domains"):
        add(ctx, f"http://{HOST}")
    for ask in (domains.get_domain, domains.delete_domain, verification.verify_domain):
        with pytest.raises(NotFound):
            ask(theirs, HOST)


def test_a_domain_that_comes_back_is_asked_for_the_same_record_and_a_neighbour_for_another(
    ctx: Context, texts: dict[str, list[str]]
) -> None:
    theirs = replace(ctx, actor=second_workspace())
    before = add(ctx).dns_record
    prove(ctx, texts)
    domains.delete_domain(ctx, HOST)
    assert add(theirs).dns_record != before
    assert verification.verify_domain(theirs, HOST).verified_at is None, "our record proves nothing of them"
    domains.delete_domain(theirs, HOST)
    back = add(ctx)
    assert (back.dns_record, back.verified_at) == (before, None), "nothing is believed unseen"
    assert verification.verify_domain(ctx, HOST).verified_at is not None


def test_a_host_that_a_neighbour_only_claims_is_led_to(ctx: Context, texts: dict[str, list[str]]) -> None:
    theirs = replace(ctx, actor=second_workspace())
    add(theirs, "shop.example")
    add(ctx, "mine.example")
    menu = links.create_link(ctx, LinkDraft(destination="https://shop.example/menu", slug="menu"))
    assert simulator.simulate_link(ctx, "menu", SimulationDraft()).location == menu.destination
    with pytest.raises(BadDestination):  # one's own is meant in earnest
        links.create_link(ctx, LinkDraft(destination="https://mine.example/menu"))
    prove(theirs, texts, "shop.example")
    with pytest.raises(BadDestination):
        links.create_link(ctx, LinkDraft(destination="https://shop.example/menu"))
    assert simulator.simulate_link(ctx, "menu", SimulationDraft()).kind == "circle"


def test_a_domain_leads_to_a_host_that_a_neighbour_only_claims(ctx: Context, texts: dict[str, list[str]]) -> None:
    theirs = replace(ctx, actor=second_workspace())
    add(theirs, "shop.example")
    add(ctx, "mine.example")
    add(ctx, index_url="https://shop.example/")
    assert change(ctx, fallback_url="https://shop.example/").fallback_url == "https://shop.example/"
    with pytest.raises(BadDestination):
        change(ctx, fallback_url="https://mine.example/")
    prove(theirs, texts, "shop.example")
    for field in ("index_url", "fallback_url"):
        with pytest.raises(BadDestination) as refused:
            change(ctx, **{field: "https://shop.example/elsewhere"})
        assert list(refused.value.field_errors) == [field]


def test_a_claim_that_was_never_verified_lapses_after_a_week(ctx: Context, texts: dict[str, list[str]]) -> None:
    theirs = replace(ctx, actor=second_workspace())
    claim = add(theirs)
    with pytest.raises(Conflict, match="another workspace"):
        add(later(ctx, hours=7 * 24 - 1))
    after = later(ctx, hours=7 * 24 + 1)
    with pytest.raises(Conflict, match="one of your domains"):  # their own does not lapse to themselves
        add(replace(after, actor=theirs.actor))
    made = add(after)
    assert made.id != claim.id
    with pytest.raises(NotFound):
        domains.get_domain(theirs, HOST)
    assert prove(after, texts).verified_at is not None
    assert Domain.select().where(Domain.host == HOST).count() == 1


@pytest.mark.parametrize("held_by", ["proof", "link", "deleted link", "default"])
def test_a_claim_in_use_does_not_lapse(ctx: Context, texts: dict[str, list[str]], held_by: str) -> None:
    theirs = replace(ctx, actor=second_workspace())
    claim = add(theirs)
    if held_by == "proof":
        prove(theirs, texts)
    elif held_by == "default":
        Domain.update(is_default=True).where(Domain.host == HOST).execute()
    else:
        link = links.create_link(theirs, LinkDraft(destination=PAGE, host=HOST, slug="menu"))
        if held_by == "deleted link":
            links.delete_link(theirs, link.id)
    with pytest.raises(Conflict, match="another workspace"):
        add(later(ctx, hours=1000))
    assert domains.get_domain(theirs, HOST).id == claim.id
