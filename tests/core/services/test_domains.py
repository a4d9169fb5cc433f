"""Domains: added, proven, changed, never given to two, and never lost once a link was on them."""

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import BadDestination, Conflict, Invalid, NotFound
from qrdesk.core.models import Domain, MissDay
from qrdesk.core.opening import open_database
from qrdesk.core.redirect.store import PlanStore
from qrdesk.core.schemas.artwork import Design, ExportDraft
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch, DomainStatus, DomainView, PublicUrlDraft
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.schemas.rules import Rule
from qrdesk.core.schemas.simulation import SimulationDraft
from qrdesk.core.services import codes, domains, links, simulator, verification
from qrdesk.core.settings import Settings
from tests.core.net.name_server import name_server
from tests.core.net.receivers import receiver
from tests.core.services.places import kinds, later, workspace
from tests.desks import second_workspace
from tests.postgres import migrated_database, postgres, postgres_database

__all__ = ["migrated_database", "postgres", "postgres_database"]

HOST = "go.example.com"
PAGE = "https://example.com/"
DEEP: dict[str, Any] = reduce(lambda inner, _: {"a": [inner]}, range(20), {})


@pytest.fixture
def texts() -> dict[str, list[str]]:
    return {}


@pytest.fixture(params=["sqlite", "postgres"])
def ctx(request: pytest.FixtureRequest, tmp_path: Path, texts: dict[str, list[str]]) -> Iterator[Context]:
    url = str(tmp_path / "d.db") if request.param == "sqlite" else request.getfixturevalue("postgres_database")
    with name_server(texts) as server:
        settings = Settings(dns_servers=server, check_allowed_networks="127.0.0.0/8")
        with workspace(url, tmp_path / "data", settings) as found:
            yield found


def add(ctx: Context, url: str = HOST, **more: Any) -> DomainView:
    return domains.create_domain(ctx, DomainDraft(url=url, **more))


def change(ctx: Context, **sent: Any) -> DomainView:
    return domains.update_domain(ctx, HOST, DomainPatch.model_validate(sent))


def prove(ctx: Context, texts: dict[str, list[str]], host: str = HOST) -> DomainView:
    record = domains.get_domain(ctx, host).dns_record
    assert record is not None
    texts[record.name] = ["something else", record.value]
    return verification.verify_domain(ctx, host)


def serves(host: str) -> bool:
    store = PlanStore()
    store.refresh()
    return store.site(host) is not None


def test_a_new_domain_says_what_to_do_and_answers_nobody(ctx: Context) -> None:
    made = add(ctx, "https://Go.Example.com/", index_url=PAGE, case_sensitive=True)
    assert (made.host, made.url, made.index_url, made.case_sensitive) == (HOST, f"https://{HOST}", PAGE, True)
    assert (made.status, made.verified_at, made.is_default) == (DomainStatus.WAITING, None, False)
    assert made.dns_record is not None
    token = made.proof_url.rpartition("/")[2]
    assert (made.dns_record.name, made.dns_record.type) == (f"_qrdesk.{HOST}", "TXT")
    assert made.dns_record.value == f"qrdesk-verification={token}"
    assert made.proof_url == f"https://{HOST}/.well-known/qrdesk-verification/{token}"
    assert len(token) == 32
    assert made.dns_record.value in made.status_text
    assert not serves(HOST)
    assert [one.host for one in domains.list_domains(ctx)] == ["localhost:8765", HOST]
    assert links.create_link(ctx, LinkDraft(destination=PAGE, host=HOST, slug="menu")).host == HOST


def test_a_domain_is_verified_by_its_record_and_then_answers(ctx: Context, texts: dict[str, list[str]]) -> None:
    made = add(ctx)
    waiting = verification.verify_domain(ctx, made.id)
    assert (waiting.status, waiting.verified_at, waiting.checked_at) == (DomainStatus.WAITING, None, ctx.now)
    assert f"There is no TXT record _qrdesk.{HOST}" in waiting.check_fault
    texts[f"_qrdesk.{HOST}"] = ["qrdesk-verification=0000"]
    assert "says something else" in verification.verify_domain(ctx, made.id).check_fault
    before = database.read_epoch()
    proven = prove(later(ctx, minutes=5), texts)
    assert (proven.status, proven.check_fault) == (DomainStatus.SERVING, "")
    assert proven.verified_at == later(ctx, minutes=5).now
    assert database.read_epoch() > before
    assert serves(HOST)
    assert kinds() == ["domain.verified"]
    assert prove(later(ctx, minutes=6), texts).verified_at == proven.verified_at
    assert kinds() == ["domain.verified"]


def test_a_domain_is_verified_by_a_file_that_it_shows(ctx: Context) -> None:
    shown: list[bytes] = [b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"]

    def talk(connection: Any, _: Any) -> None:
        connection.sendall(shown[0])

    with receiver(talk) as host:
        with database.write():  # a loopback name cannot be added; the receiver has no other
            add(ctx, "http://elsewhere.example")
            Domain.update(host=host).where(Domain.host == "elsewhere.example").execute()
        made = domains.get_domain(ctx, host)
        assert "answered 404" in verification.verify_domain(ctx, host).check_fault
        shown[0] = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong"
        assert "something else is in it" in verification.verify_domain(ctx, host).check_fault
        token = made.proof_url.rpartition("/")[2].encode()
        shown[0] = b"HTTP/1.1 200 OK\r\n\r\n" + token + b"\n"
        assert verification.verify_domain(ctx, host).status is DomainStatus.SERVING


def test_a_file_on_a_private_host_is_not_read(ctx: Context, texts: dict[str, list[str]]) -> None:
    add(ctx, "http://10.0.0.9")
    found = verification.verify_domain(replace(ctx, settings=Settings(dns_servers="127.0.0.1:9")), "10.0.0.9")
    assert found.status is DomainStatus.WAITING
    assert "no DNS" in found.check_fault
    assert "QRDESK_CHECK_ALLOWED_NETWORKS" in found.check_fault
    assert not texts


def test_a_proof_that_is_gone_keeps_the_domain_answering_and_is_told_once(
    ctx: Context, texts: dict[str, list[str]]
) -> None:
    add(ctx)
    prove(ctx, texts)
    texts.clear()

    def check_again(hours: float) -> DomainView:
        then = later(ctx, hours=hours)
        due = verification.find_due_domains(then.now, 10)
        verification.check_domains(due, ctx.settings, then.now, lambda: False)
        return domains.get_domain(ctx, HOST)

    assert check_again(23).checked_at == ctx.now
    failing = check_again(25)
    assert (failing.status, failing.verified_at) == (DomainStatus.FAILING, ctx.now)
    assert "still answered" in failing.status_text
    assert failing.check_fault in failing.status_text
    assert serves(HOST)
    check_again(50)
    assert kinds() == ["domain.verified", "domain.failing"]
    assert prove(later(ctx, hours=51), texts).status is DomainStatus.SERVING
    assert kinds() == ["domain.verified", "domain.failing", "domain.verified"]


def test_what_the_operator_says_needs_no_proof_and_is_not_looked_for(ctx: Context) -> None:
    domains.set_public_url(ctx, PublicUrlDraft(url="https://public.example"))
    found = domains.get_domain(ctx, "public.example")
    assert (found.status, found.dns_record, found.proof_url) == (DomainStatus.SERVING, None, "")
    assert verification.verify_domain(ctx, found.id) == found
    assert verification.find_due_domains(later(ctx, hours=99).now, 10) == []


def test_only_a_verified_domain_becomes_the_default_one(ctx: Context, texts: dict[str, list[str]]) -> None:
    add(ctx)
    with pytest.raises(Conflict, match="not verified") as refused:
        domains.set_public_url(ctx, PublicUrlDraft(url=HOST))
    assert list(refused.value.field_errors) == ["url"]
    prove(ctx, texts)
    assert domains.set_public_url(ctx, PublicUrlDraft(url=HOST)).is_default


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


def test_a_name_with_other_letters_is_kept_as_dns_spells_it(ctx: Context) -> None:
    made = add(ctx, "https://Küche.example")
    assert made.host == "xn--kche-0ra.example"
    assert domains.get_domain(ctx, "küche.example") == made
    assert links.create_link(ctx, LinkDraft(destination=PAGE, host="KÜCHE.example")).host == made.host


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "Enter"),
        ("ftp://go.example", "http and https"),
        ("https://go.example/path", "ends after the host"),
        ("https://user@go.example", "@"),
        ("localhost:8080", "this computer"),
        ("http://127.0.0.1", "this computer"),
        ("http://[::1]:9", "this computer"),
        ("go..example", "not written correctly"),
    ],
)
def test_what_is_no_domain_is_refused_in_words(ctx: Context, url: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        add(ctx, url)
    assert list(refused.value.field_errors) == ["url"]


def test_no_domain_leads_to_one_of_our_own(ctx: Context) -> None:
    for field in ("index_url", "fallback_url"):
        for url in (f"https://{HOST}/x", "http://127.0.0.1:8765/", "https://go.EXAMPLE.com:443/"):
            with pytest.raises(BadDestination, match="QRDesk's own address") as refused:
                add(ctx, **{field: url})
            assert list(refused.value.field_errors) == [field]
        with pytest.raises(BadDestination) as refused:
            add(ctx, **{field: "javascript:alert(1)"})
        assert list(refused.value.field_errors) == [field]
    assert [one.host for one in domains.list_domains(ctx)] == ["localhost:8765"]
    add(ctx, index_url="https://other.example/")
    with pytest.raises(Conflict, match=r"go\.example\.com leads to other\.example"):
        add(ctx, "https://other.example")
    links.create_link(ctx, LinkDraft(destination="https://third.example/a", slug="a"))
    with pytest.raises(Conflict, match="“a” leads to third"):
        add(ctx, "https://third.example")
    rule = Rule(destination="http://fourth.example/x")
    links.create_link(ctx, LinkDraft(destination=PAGE, slug="b", rules=(rule,)))
    with pytest.raises(Conflict, match="“b” leads to fourth"):
        add(ctx, "https://fourth.example")


def test_a_change_is_seen_at_once_and_leaves_the_rest(ctx: Context) -> None:
    add(ctx, fallback_url="https://fallback.example/")
    before = database.read_epoch()
    changed = change(ctx, index_url="https://example.com", scheme="http")
    assert (changed.index_url, changed.url) == ("https://example.com/", f"http://{HOST}")
    assert changed.fallback_url == "https://fallback.example/"
    assert Domain.get(Domain.host == HOST).epoch == database.read_epoch() > before
    assert change(ctx, index_url="").index_url == ""
    apple = {"applinks": {"details": [{"appIDs": ["A.b"], "components": [{"/": "/r/*", "comment": "é\u0000"}]}]}}
    android = [{"relation": ["delegate_permission/common.handle_all_urls"], "target": {"namespace": "android_app"}}]
    changed = change(ctx, apple_association=apple, asset_links=android)
    assert (changed.apple_association, changed.asset_links) == (apple, android)
    assert Domain.get(Domain.host == HOST).apple_association.isascii()
    changed = change(ctx, apple_association=None, asset_links=None)
    assert (changed.apple_association, changed.asset_links) == (None, None)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"apple_association": {}}, "apple_association"),
        ({"apple_association": {"applinks": []}}, "apple_association"),
        ({"apple_association": {"applinks": {"x": "y" * 70_000}}}, "apple_association"),
        ({"apple_association": {"applinks": {"x": float("nan")}}}, "apple_association"),
        ({"apple_association": {"applinks": {"x": "\ud800"}}}, "apple_association"),  # no answer could show it again
        ({"apple_association": {"applinks": DEEP}}, "apple_association"),
        ({"asset_links": [{"relation": [DEEP], "target": {}}]}, "asset_links"),
        ({"asset_links": [{"relation": "x", "target": {}}]}, "asset_links.0"),
        ({"asset_links": [{"relation": [], "target": {}}, {}]}, "asset_links.1"),
        ({"index_url": "nonsense"}, "index_url"),
    ],
)
def test_what_a_domain_cannot_say_is_refused_by_field(ctx: Context, sent: dict[str, Any], field: str) -> None:
    made = add(ctx)
    with pytest.raises(Invalid) as refused:
        change(ctx, **sent)
    assert list(refused.value.field_errors) == [field]
    assert domains.get_domain(ctx, HOST) == made


def test_new_codes_get_the_look_of_their_domain_unless_they_bring_one(ctx: Context) -> None:
    blue = Design(ink="#0000ff")
    add(ctx, default_design=blue)
    link = links.create_link(ctx, LinkDraft(destination=PAGE, host=HOST, slug="menu"))
    assert codes.create_code(ctx, CodeDraft(link_id=link.id)).design == blue
    assert codes.create_code(ctx, CodeDraft(link_id=link.id, design=Design())).design == Design()
    assert change(ctx, default_design=None).default_design is None
    assert codes.create_code(ctx, CodeDraft(link_id=link.id)).design == Design()


def test_only_a_domain_without_any_link_is_deleted(ctx: Context) -> None:
    add(ctx)
    row = Domain.get(Domain.host == HOST)
    MissDay.create(domain_id=row.id, day=20_000, kind="miss", slug="menu", workspace_id=row.workspace_id, hits=1)
    domains.delete_domain(ctx, HOST)
    assert not MissDay.select().exists()  # the next domain may get the same number
    with pytest.raises(NotFound):
        domains.get_domain(ctx, HOST)
    add(ctx)
    link = links.create_link(ctx, LinkDraft(destination=PAGE, host=HOST, slug="menu"))
    links.delete_link(ctx, link.id)
    with pytest.raises(Conflict, match="printed codes"):
        domains.delete_domain(ctx, HOST)
    with pytest.raises(Conflict, match="default"):
        domains.delete_domain(ctx, "localhost:8765")


def test_the_first_domain_of_a_database_counts_as_verified(tmp_path: Path) -> None:
    opened = open_database(str(tmp_path / "d.db"), Settings(data_dir=str(tmp_path / "data"), public_url=HOST))
    with database.scope():
        row = domains.find_default(opened.owner.workspace_id)
        assert row is not None
        assert row.verified_at is not None
        assert row.verify_token == ""
    database.close()


def test_codes_of_an_unverified_domain_are_not_for_print(ctx: Context, texts: dict[str, list[str]]) -> None:
    assert not add(ctx).fit_for_print
    link = links.create_link(ctx, LinkDraft(destination=PAGE, host=HOST, slug="menu"))
    assert link.warnings == [f"{HOST} is not verified yet, so visitors get a 404 there until you verify it."]
    code = codes.create_code(ctx, CodeDraft(link_id=link.id))
    draft = ExportDraft.model_validate({"format": "svg", "size_mm": 25})
    warnings = codes.export_code(ctx, code.id, draft).report["warnings"]
    assert warnings[0] == f"not for print: {HOST} is not verified yet, so visitors get a 404. Verify it first."
    assert prove(ctx, texts).fit_for_print
    assert not [one for one in codes.export_code(ctx, code.id, draft).report["warnings"] if "not for print" in one]
    assert links.create_link(ctx, LinkDraft(destination=PAGE, host=HOST, slug="other")).warnings == []


def test_a_domain_says_what_it_takes_beside_its_proof(ctx: Context) -> None:
    record, certificate = add(ctx).steps
    assert record.startswith(f"Point {HOST} at this server: an A or AAAA record")
    assert "ask http://127.0.0.1:8765/internal/tls-allowed" in certificate
    assert len(add(ctx, "http://plain.example.com").steps) == 1
    assert domains.list_domains(ctx)[0].steps == []  # this computer


def test_a_name_that_nobody_certifies_is_refused_for_https(ctx: Context) -> None:
    for url in ("desk", "https://desk:8443"):
        with pytest.raises(Invalid, match="has no dot") as refused:
            add(ctx, url)
        assert list(refused.value.field_errors) == ["url"]
    assert not add(ctx, "http://desk").fit_for_print
