"""A domain is shown to be ours: what it takes, how it is looked for, and what goes without it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict
from qrdesk.core.models import Domain
from qrdesk.core.opening import open_database
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.domains import DomainStatus, DomainView, PublicUrlDraft
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.services import codes, domain_checks, domains, links, verification
from qrdesk.core.settings import Settings
from tests.core.net.receivers import receiver
from tests.core.services.domain_world import HOST, PAGE, add, ctx, prove, serves, texts
from tests.core.services.places import kinds, later

__all__ = ["ctx", "texts"]


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


def test_what_the_checks_found_is_kept_for_ninety_days(ctx: Context, texts: dict[str, list[str]]) -> None:
    made = add(ctx)
    assert made.checks == []
    missing = verification.verify_domain(ctx, made.id).check_fault
    record = made.dns_record
    assert record is not None

    def check(days: float, said: str) -> list[tuple[DomainStatus, str, float, float]]:
        texts[record.name] = [said]
        then = later(ctx, hours=24 * days)
        verification.check_domains(verification.find_due_domains(then.now, 10), ctx.settings, then.now, lambda: False)
        day = timedelta(days=1)
        return [
            (one.status, one.fault, (one.since - ctx.now) / day, (one.until - ctx.now) / day)
            for one in domains.get_domain(then, HOST).checks
        ]

    check(1, record.value)
    check(2, record.value)
    other = f"The TXT record {record.name} says something else."
    found = check(3, "gone")
    assert [(status, since, until) for status, _, since, until in found] == [
        (DomainStatus.WAITING, 0, 0), (DomainStatus.SERVING, 1, 2), (DomainStatus.FAILING, 3, 3),
    ]  # fmt: skip
    assert (found[0][1], found[1][1]) == (missing, "")
    assert found[2][1].startswith(other)
    check(4, record.value)
    assert check(9, record.value)[-2:] == [(DomainStatus.SERVING, "", 4, 4), (DomainStatus.SERVING, "", 9, 9)], (
        "in between nobody looked"
    )
    assert [since for _, _, since, _ in check(92.5, record.value)] == [3, 4, 9, 92.5]
    domains.set_public_url(ctx, PublicUrlDraft(url=f"https://{HOST}"))
    assert len(domains.get_domain(ctx, HOST).checks) == 4, "it was verified: its proof is looked for further on"


def test_many_checks_of_a_day_leave_no_endless_list(ctx: Context) -> None:
    kept: str | None = None
    for number in range(300):
        kept = domain_checks.noted(kept, DomainStatus.FAILING, f"fault {number}", later(ctx, minutes=number).now)
    found = domain_checks.read(kept)
    assert (len(found), found[-1].fault) == (120, "fault 299")


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
