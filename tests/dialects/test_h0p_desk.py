"""Lists, limits, plans and what happens meanwhile: H0p in process, in a workspace of its own."""

import itertools
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.models import Code, Workspace
from qrdesk.core.schemas.codes import CodePatch
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.links import LinkPatch
from qrdesk.core.schemas.rules import Rule
from qrdesk.core.services import codes
from qrdesk.core.services import links as services
from qrdesk.daemon.dialects.h0p import domains, links
from qrdesk.daemon.dialects.h0p.meanwhile import Meanwhile
from tests.desks import Answer, Desk, context, desk
from tests.dialects import h0p_examples as printed
from tests.dialects.h0p_house import is_like

PAGE = {"type": "link", "value": "https://example.com"}
Ask = Callable[..., Answer]


@pytest.fixture
def api(database_url: str, tmp_path: Path) -> Generator[Desk]:
    with desk(database_url, tmp_path / "data") as found:
        yield found


@pytest.fixture
def ask(api: Desk) -> Ask:
    """Asks as somebody who may ask as fast as they like."""
    key = api.ask("POST", "/api/v1/keys", {"name": "fast", "rate_limit": 100_000}).data["key"]

    def asked(method: str, path: str, body: Any = None) -> Answer:
        return api.ask(method, path, body, key="", headers={printed.KEY_HEADER: key})

    return asked


def test_links_are_listed_in_both_shapes(ask: Ask) -> None:
    made = [ask("POST", "/short-link", {"destination": PAGE}).json for _ in range(12)]
    first = ask("GET", "/short-link/list").json
    assert set(first) == set(printed.LIST_FIELDS)
    assert list(first["pagination"]) == list(printed.PAGINATION)
    assert first["pagination"] == {"page": 0, "limit": printed.DEFAULT_LIMIT, "totalItems": 12, "totalPages": 2}
    assert first["count"] == 12
    assert first["items"] == first["data"] == made[:1:-1]
    assert ask("GET", "/short-link/list?page=1").json["data"] == made[1::-1]
    assert ask("GET", "/short-link/list?page=99").json["data"] == []
    assert ask("GET", f"/short-link/list?limit={printed.MOST_LIMIT}").json["data"] == made[::-1]
    none = ask("GET", "/short-link/list?limit=0").json
    assert (none["data"], none["count"]) == ([], 12)
    searched = ask("GET", f"/short-link/list?search={made[3]['slug']}").json
    assert [one["id"] for one in searched["items"]] == [made[3]["id"]]


def test_a_link_put_away_is_shown_as_not_active(ask: Ask) -> None:
    made = ask("POST", "/short-link", {"destination": PAGE}).json
    ask("POST", f"/api/v1/links/{made['id']}/archive")
    (shown,) = ask("GET", "/short-link/list").json["items"]
    assert (shown["id"], shown["isActive"]) == (made["id"], False)
    ask("POST", f"/api/v1/links/{made['id']}/restore")
    assert ask("GET", f"/short-link/{made['id']}").json["isActive"] is True


@contextmanager
def statements(monkeypatch: pytest.MonkeyPatch) -> Generator[list[str]]:
    """Collect what is asked of the database meanwhile, but for locks, which not each kind of database has to ask for.

    And but for keys: when one was used is noted now and then.
    """
    asked: list[str] = []
    with monkeypatch.context() as patched:
        run = database.proxy.obj.execute_sql

        def heard(sql: str, *more: Any) -> Any:
            asked.extend([] if "api_key" in sql or sql.endswith(" FOR UPDATE") else [sql])
            return run(sql, *more)

        patched.setattr(database.proxy.obj, "execute_sql", heard)
        yield asked


def test_a_page_of_links_takes_as_many_queries_as_one(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ask("POST", "/folder", {"name": "F"}).json["id"]
    whole: dict[str, Any] = {"destination": PAGE, "rules": [printed.RULE], "folderId": folder}

    def queries(count: int) -> int:
        with statements(monkeypatch) as asked:
            found = ask("GET", "/short-link/list?limit=50").json["items"]
        assert len(found) == count
        assert all(is_like(one["qrCodeId"], printed.UUID) for one in found)
        return len(asked)

    ask("POST", "/short-link", {**whole, "tags": ["a"]})
    alone = queries(1)
    for number in range(14):
        ask("POST", "/short-link", {**whole, "tags": ["a", f"tag {number}"]})
    assert queries(15) == alone < 15


def test_a_link_is_seen_and_changed_with_few_queries(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    name = ask("POST", "/short-link", {"destination": PAGE, "tags": ["a"], "rules": [printed.RULE]}).json["id"]

    def queries(method: str, path: str, body: Any = None) -> int:
        with statements(monkeypatch) as asked:
            assert ask(method, path, body).status == 200
        return len(asked)

    native, ours = f"/api/v1/links/{name}", f"/short-link/{name}"
    assert queries("GET", ours) < queries("GET", native)
    changed = queries("PATCH", native, {"destination": "https://example.com/b"})
    assert queries("PATCH", ours, {"destination": PAGE}) <= changed + 4  # as it was, and as it is


Between = Callable[[Callable[[], object]], None]


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch) -> Between:
    """Lets somebody else come between what the next change of a link is made of and the change."""

    def come(work: Callable[[], object]) -> None:
        real = links.change_of

        def meanwhile(*arguments: Any) -> Any:
            found = real(*arguments)
            monkeypatch.setattr(links, "change_of", real)
            work()
            return found

        monkeypatch.setattr(links, "change_of", meanwhile)

    return come


def test_nobody_undoes_a_change_that_came_between(api: Desk, ask: Ask, between: Between) -> None:
    made = ask("POST", "/short-link", {"destination": PAGE}).json
    unsaid = LinkPatch(rules=(Rule(destination="https://example.com/b", enabled=False),))
    between(lambda: services.update_link(context(api.opened), made["id"], unsaid))
    rule = {"destination": {"type": "link", "value": "https://example.com/a"}}
    answer = ask("PATCH", f"/short-link/{made['id']}", {"rules": [rule]})
    assert (answer.status, len(answer.json["rules"])) == (200, 1)
    kept = ask("GET", f"/api/v1/links/{made['id']}").json["data"]["rules"]
    assert [one["destination"][-1] for one in kept] == ["b", "a"]

    between(lambda: ask("PATCH", f"/short-link/{made['id']}", {"metaTags": {"title": "Sale"}}))
    both = ask("PATCH", f"/short-link/{made['id']}", {"metaTags": {"description": "All of it"}}).json["metaTags"]
    assert (both["title"], both["description"]) == ("Sale", "All of it")


def test_nobody_undoes_a_look_that_came_between(api: Desk, ask: Ask, between: Between) -> None:
    made = ask("POST", "/short-link", {"destination": PAGE}).json
    red = CodePatch(design=Design(ink="#cc0000"))
    between(lambda: codes.update_code(context(api.opened), made["qrCodeId"], red))
    answer = ask("PATCH", f"/short-link/{made['id']}", {"qrCode": {"options": {"margin": 2}}})
    options = answer.json["qrCode"]["options"]
    assert (answer.status, options["dotsOptions"]["color"], options["margin"]) == (200, "#cc0000", 2)


def test_nobody_undoes_a_look_of_a_domain_that_came_between(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/domain/{ask('GET', '/domain/list').json['items'][0]['id']}"
    ask("PATCH", path, {"qrCode": {"options": {"margin": 1}}})
    real = domains.link_company.domain_of
    stale = real(*_asked(monkeypatch, domains.link_company, "domain_of", lambda: ask("GET", path)))
    ask("PATCH", path, {"qrCode": {"options": {"mine": 5}}})
    answers = [stale]
    monkeypatch.setattr(domains.link_company, "domain_of", lambda *given: answers.pop() if answers else real(*given))
    answer = ask("PATCH", path, {"qrCode": {"options": {"margin": 2}}})
    options = answer.json["qrCode"]["options"]
    assert (answer.status, options["mine"], options["margin"]) == (200, 5, 2)


def test_a_change_that_never_comes_to_rest_is_given_up(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ask("POST", "/short-link", {"destination": PAGE}).json

    def never(*_: object) -> None:
        raise Meanwhile("Somebody else has just changed this link. Nothing was changed; send it again.")

    monkeypatch.setattr(links, "_check_steady", never)
    answer = ask("PATCH", f"/short-link/{made['id']}", {"metaTags": {"title": "Sale"}})
    assert (answer.status, answer.json["code"]) == (503, "SERVICE_UNAVAILABLE")
    assert "Retry-After" in answer.headers
    assert ask("GET", f"/short-link/{made['id']}").json == made


def _asked(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, work: Callable[[], object]) -> tuple[Any, ...]:
    """Return what a function of ours is first called with while ``work`` is done."""
    calls: list[tuple[Any, ...]] = []
    real = getattr(module, name)
    with monkeypatch.context() as patched:
        patched.setattr(module, name, lambda *given: calls.append(given) or real(*given))
        work()
    return calls[0]


def test_no_answer_has_a_number_without_end(ask: Ask) -> None:
    made = ask("POST", "/short-link", {"destination": PAGE, "qrCode": {"options": {"mine": 5}}}).json
    with database.scope():  # as one from outside could lie there
        Code.update(styling='{"options": {"mine": Infinity}, "imageId": null}').execute()
    answer = ask("GET", "/short-link/list")
    assert (answer.status, b"Infinity" in answer.content) == (200, False)
    assert answer.json["items"][0]["qrCode"]["options"]["mine"] is None
    assert ask("PATCH", f"/short-link/{made['id']}", answer.json["items"][0]).status == 200


def test_the_pace_is_that_of_the_documents(api: Desk) -> None:
    answers = (api.ask("GET", "/tag/list") for _ in range(printed.REQUESTS_PER_MINUTE + 1))
    passed = list(itertools.takewhile(lambda answer: answer.status == 200, answers))
    assert printed.REQUESTS_PER_SECOND <= len(passed) <= printed.REQUESTS_PER_MINUTE
    answer = api.ask("POST", "/short-link", {})
    assert (answer.status, answer.json["statusCode"]) == (429, 429)
    assert int(answer.headers["Retry-After"]) >= 1


def test_what_a_plan_does_not_have_is_said_as_printed(ask: Ask) -> None:
    with database.scope():
        Workspace.update(plan="free").execute()
    answer = ask("POST", "/domain", {"domain": "own.example"})
    code = "FEATURE_NOT_AVAILABLE"
    assert (answer.status, answer.json["code"]) == (printed.ERROR_CODES[code], code)


def test_all_that_is_made_and_changed_is_in_the_log(ask: Ask) -> None:
    made = ask("POST", "/short-link", {"destination": PAGE}).json
    ask("PATCH", f"/short-link/{made['id']}", {"maxClicks": 5, "qrCode": {"options": {"margin": 2}}})
    domain = ask("POST", "/domain", {"domain": "log.example"}).json
    ask("PATCH", f"/short-link/{made['id']}", {"domainId": domain["id"]})
    entries = ask("GET", "/api/v1/audit").json["data"]
    assert [one["action"] for one in entries[:6]] == [
        *("link.updated", "domain.created", "code.updated", "link.updated", "code.created", "link.created")
    ]
