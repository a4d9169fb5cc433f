"""Tags of things: who edits what somebody changed meanwhile is told so, and nothing is lost."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from qrdesk.core import database, edits
from qrdesk.core.models import Link, TargetCheck
from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.schemas.links import LinkPatch
from qrdesk.core.services import codes, links
from qrdesk.daemon import etags, openapi
from tests.daemon.test_api_requests import refused
from tests.desks import Answer, Desk, context, desk
from tests.postgres import BOTH, database_of
from tests.table import BODIES, call, things_of

LINKS = f"{PREFIX}/links"
STALE = '"000000000000000000000000"'
DOCUMENT: dict[str, Any] = json.loads(openapi.document_json())
EDITS = [row for row in OPERATIONS if row.method != "GET" and edits.thing_of(row)]


@pytest.fixture
def link(api: Desk) -> str:
    """The path of a link."""
    made = api.ask("POST", LINKS, {"destination": "http://10.0.0.1/", "slug": "lunch", "tags": ["menu"]})
    return f"{LINKS}/{made.data['id']}"


def tag_of(api: Desk, path: str) -> str:
    answer = api.ask("GET", path)
    assert answer.status == 200, answer.content
    return answer.headers["Etag"]


def edit(api: Desk, path: str, tag: str, **fields: Any) -> Answer:
    return api.ask("PATCH", path, fields, headers={"If-Match": tag})


def test_who_has_read_the_newest_may_edit(api: Desk, link: str) -> None:
    first = tag_of(api, link)
    done = edit(api, link, first, title="Soup")
    assert (done.status, done.data["title"]) == (200, "Soup")
    assert first != done.headers["Etag"] == tag_of(api, link)


def test_who_has_read_an_older_one_changes_nothing(api: Desk, link: str) -> None:
    old = tag_of(api, link)
    api.ask("PATCH", link, {"title": "Soup"})
    message = refused(edit(api, link, old, title="Salad"), 412, "precondition_failed")
    assert "changed meanwhile" in message
    assert api.ask("GET", link).data["title"] == "Soup"


@pytest.mark.parametrize("sent", ["*", "{tag}", f"{STALE}, {{tag}}", 'W/"x",{tag}', "  {tag}\t", f",{STALE},,{{tag}},"])
def test_a_list_and_a_star_match(api: Desk, link: str, sent: str) -> None:
    assert edit(api, link, sent.format(tag=tag_of(api, link)), title="Soup").status == 200


@pytest.mark.parametrize("sent", ["W/{tag}", STALE, '""', f"W/{{tag}}, {STALE}"])
def test_weak_and_other_tags_do_not(api: Desk, link: str, sent: str) -> None:
    refused(edit(api, link, sent.format(tag=tag_of(api, link)), title="Soup"), 412, "precondition_failed")
    assert api.ask("GET", link).data["title"] != "Soup"


@pytest.mark.parametrize("sent", ["", "abc", '"', '"a" b', "*, *", "é", '"a', 'w/"a"', "," * 5000, '", ' * 2000])
def test_what_holds_no_tags_is_told_so(api: Desk, link: str, sent: str) -> None:
    assert "quotes" in refused(edit(api, link, sent, title="Soup"), 400, "bad_request")


def test_who_has_it_is_not_sent_it_again(api: Desk, link: str) -> None:
    tag = tag_of(api, link)
    for sent in (tag, f"W/{tag}", f"{STALE}, {tag}", "*"):
        answer = api.ask("GET", link, headers={"If-None-Match": sent})
        assert (answer.status, answer.content, answer.headers["Etag"]) == (304, b"", tag)
        assert answer.headers["X-Ratelimit-Limit"]
    for sent in (STALE, "", "nonsense"):
        assert api.ask("GET", link, headers={"If-None-Match": sent}).status == 200
    assert api.ask("HEAD", link, headers={"If-None-Match": tag}).status == 304
    refused(api.ask("GET", f"{LINKS}/nothing", headers={"If-None-Match": "*"}), 404, "not_found")


def test_visitors_checks_and_exports_are_no_edits_but_other_answers(api: Desk, link: str) -> None:
    code = api.ask("POST", f"{PREFIX}/qr-codes", {"link_id": "lunch"}).data
    of_code = tag_of(api, f"{PREFIX}/qr-codes/{code['id']}")
    api.ask("PATCH", link, {"hit_limit": 5})
    before = tag_of(api, link)
    with database.scope(), database.write():
        row = Link.get()
        Link.update(hit_count=7, hits_used=5).execute()
        TargetCheck.create(link=row, status="down", failures=3, checked_at=row.created_at, next_at=row.created_at)
        codes.export_code(context(api.opened), code["id"], codes.ExportDraft())
    now = api.ask("GET", link)
    assert (now.data["hit_count"], now.data["state"], now.data["target"]["status"]) == (7, "used_up", "down")
    assert now.data["printed_at"]
    assert now.headers["Etag"] != before
    for path, old in ((link, before), (f"{PREFIX}/qr-codes/{code['id']}", of_code)):
        answer = api.ask("GET", path, headers={"If-None-Match": old})
        assert (answer.status, answer.headers["Etag"]) == (200, tag_of(api, path))
    assert edit(api, f"{PREFIX}/qr-codes/{code['id']}", of_code, name="Poster").status == 200
    assert edit(api, link, before, title="Soup").status == 200


def test_a_part_is_not_the_whole_but_the_same_edit(api: Desk, link: str) -> None:
    """Who has one of them is sent the other; who has seen any may edit."""
    paths = [link, f"{link}?fields=id", f"{link}?fields=id,hit_count", f"{link}?fields=title"]
    tags = [tag_of(api, path) for path in paths]
    assert len(set(tags)) == len(tags)
    for path, own in zip(paths, tags, strict=True):
        told = {tag: api.ask("GET", path, headers={"If-None-Match": tag}).status for tag in tags}
        assert told == {tag: 304 if tag == own else 200 for tag in tags}
    for path in paths:
        assert edit(api, link, tag_of(api, path), title="Soup").status == 200
    refused(edit(api, link, tags[1], title="Salad"), 412, "precondition_failed")


def test_of_a_tag_the_edit_has_to_be_there(api: Desk, link: str) -> None:
    first, _, second = tag_of(api, link).strip('"').partition("-")
    for sent in ("-", f"-{second}", f"{second}-{first}", second, f"{first[:-1]}-{second}", f"x{first}"):
        refused(edit(api, link, f'"{sent}"', title="Soup"), 412, "precondition_failed")
    assert api.ask("GET", link).data["title"] != "Soup"


def test_every_edit_of_a_link_changes_its_tag(api: Desk, link: str) -> None:
    seen = [tag_of(api, link)]
    for action in ("pause", "resume", "archive", "restore", "reset-hits"):
        done = api.ask("POST", f"{link}/{action}", headers={"If-Match": seen[-1]})
        assert done.status == 200, (action, done.content)
        seen.append(done.headers["Etag"])
    for fields in ({"password": "one"}, {"password": "two"}, {"tags": ["new"]}, {"slug": "dinner"}, {"hit_limit": 3}):
        seen.append(edit(api, link, seen[-1], **fields).headers["Etag"])
    seen.append(api.ask("POST", f"{link}/aliases", {"slug": "tea"}, headers={"If-Match": seen[-1]}).headers["Etag"])
    api.ask("PATCH", f"{PREFIX}/tags/new", {"name": "newer"})
    seen.append(tag_of(api, link))
    assert len(set(seen)) == len(seen)
    refused(api.ask("DELETE", link, headers={"If-Match": seen[-2]}), 412, "precondition_failed")
    assert api.ask("DELETE", link, headers={"If-Match": seen[-1]}).status == 204


def test_what_is_volatile_is_there() -> None:
    for view, names in edits.VOLATILE.items():
        assert names < set(view.model_fields), view
        assert any(row.returns is view for row in edits.THINGS.values()), view


@pytest.fixture(scope="module", params=BOTH)
def shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Desk, dict[str, str]]]:
    """A desk with one of everything."""
    folder = tmp_path_factory.mktemp("shop")
    with database_of(request, folder) as url, desk(url, folder / "data") as api:
        yield api, things_of(api)


@pytest.mark.parametrize("row", EDITS, ids=lambda row: row.name)
@pytest.mark.fast_cases(20)
def test_each_edit_of_a_thing_heeds_its_tag(shop: tuple[Desk, dict[str, str]], row: Operation) -> None:
    api, ids = shop
    thing = edits.thing_of(row)
    assert thing is not None
    path = PREFIX + thing.path.format(**ids)
    before = api.ask("GET", path)
    body = None if row.body is None else BODIES[row.body[1]]
    answer = api.ask(row.method, PREFIX + row.path.format(**ids), body, headers={"If-Match": STALE})
    # an operator has no key: over HTTP everybody is refused there, whatever was read
    refused(answer, *((403, "forbidden") if row.operator else (412, "precondition_failed")))
    after = api.ask("GET", path)
    assert after.headers["Etag"] == before.headers["Etag"]
    told = DOCUMENT["paths"][PREFIX + row.path][row.method.lower()]
    assert "precondition_failed" in told["responses"]["412"]["description"]
    assert "If-Match" in {one["name"] for one in told["parameters"]}


CHANGED = [row for row in OPERATIONS if row.method == "PATCH"]


@pytest.mark.parametrize("row", CHANGED, ids=lambda row: row.name)
def test_a_change_answers_with_the_tag_of_what_it_made(shop: tuple[Desk, dict[str, str]], row: Operation) -> None:
    api, ids = shop
    path = PREFIX + row.path.format(**ids)
    first = tag_of(api, path)
    done = call(api, row, ids)
    assert done.status == 200, done.content
    assert first != done.headers["Etag"] == tag_of(api, path)


def test_the_things_with_tags_are_these() -> None:
    assert set(edits.THINGS) == {
        "/links/{link_id}",
        "/folders/{folder_id}",
        "/tags/{tag_id}",
        "/views/{view_id}",
        "/utm-presets/{preset_id}",
        "/qr-codes/{code_id}",
        "/designs/{design_id}",
        "/plans/{plan}",
        "/files/{file_id}",
        "/domains/{domain_id}",
        "/keys/{key_id}",
        "/webhooks/{endpoint_id}",
        "/members/{member_id}",
        "/invitations/{invitation_id}",
        "/workspace",
    }


def test_what_was_made_once_is_answered_again_though_its_tag_is_old(api: Desk, link: str) -> None:
    headers = {"If-Match": tag_of(api, link), "Idempotency-Key": "one"}
    first = api.ask("POST", f"{link}/aliases", {"slug": "tea"}, headers=headers)
    again = api.ask("POST", f"{link}/aliases", {"slug": "tea"}, headers=headers)
    assert (first.status, again.status, again.content) == (201, 201, first.content)
    assert again.headers["Idempotent-Replay"] == "true"
    assert again.headers["Etag"] == first.headers["Etag"] == tag_of(api, link)


def test_of_many_who_edit_the_same_at_once_one_wins(api: Desk) -> None:
    api.ask("POST", LINKS, {"destination": "https://example.com", "slug": "lunch"})
    path, answers = f"{LINKS}/lunch", list[Answer]()
    for turn in range(5):
        tag, ready = tag_of(api, path), threading.Barrier(4)
        answers.clear()

        def one(title: str, tag: str = tag, ready: threading.Barrier = ready) -> None:
            ready.wait(20)
            answers.append(edit(api, path, tag, title=title))

        threads = [threading.Thread(target=one, args=(f"{turn} {number}",)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sorted(answer.status for answer in answers) == [200, 412, 412, 412]
        (won,) = [answer for answer in answers if answer.status == 200]
        assert api.ask("GET", path).data["title"] == won.data["title"]


def test_an_edit_that_waits_for_another_one_is_told_of_it(api: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the tag looked at before the transaction, or outside of it, this edit would win, and the other be lost."""
    api.ask("POST", LINKS, {"destination": "https://example.com", "slug": "lunch"})
    path, answers, entered = f"{LINKS}/lunch", list[Answer](), threading.Event()
    tag, check_of = tag_of(api, path), etags.check_of

    def entering(*given: Any) -> Any:
        found = check_of(*given)
        entered.set()
        return found

    monkeypatch.setattr(etags, "check_of", entering)
    waiting = threading.Thread(target=lambda: answers.append(edit(api, path, tag, title="Lost")))
    with database.scope(), database.write():
        database.hold_edits()
        waiting.start()
        assert entered.wait(20)
        links.update_link(context(api.opened), "lunch", LinkPatch(title="Kept"))
    waiting.join(20)
    refused(answers[0], 412, "precondition_failed")
    assert api.ask("GET", path).data["title"] == "Kept"
