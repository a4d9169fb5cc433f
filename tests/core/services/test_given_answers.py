"""Answers that are given again, on SQLite and on PostgreSQL."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, IdempotencyKeyConflict, SecretKeyChanged
from qrdesk.core.models import GivenAnswer, Tag
from qrdesk.core.schemas.tags import TagDraft
from qrdesk.core.services import given_answers, sealing, tags
from qrdesk.core.services.given_answers import KEPT_FOR, Answer, answer_once
from qrdesk.core.settings import Settings
from tests.core.services.places import workspace

REQUEST = "of the request"


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield replace(found, actor=replace(found.actor, key_id=7))


def making(ctx: Context, name: str = "red", status: int = 201) -> Callable[[], Answer]:
    def make() -> Answer:
        made = tags.create_tag(ctx, TagDraft(name=name))
        return Answer(status, {"Content-Type": "text/x"}, f"{made.id}\n\0\xff".encode("latin-1"))

    return make


def forbidden() -> Answer:
    raise AssertionError("it was made again")


def names() -> list[str]:
    return sorted(tag.name for tag in Tag.select())


def test_it_is_made_once_and_answered_alike(ctx: Context) -> None:
    first, again = answer_once(ctx, "one", REQUEST, making(ctx))
    assert not again
    assert answer_once(ctx, "one", REQUEST, forbidden) == (first, True)
    assert first.content.endswith(b"\n\0\xff")
    assert names() == ["red"]


def test_another_request_is_refused(ctx: Context) -> None:
    answer_once(ctx, "one", REQUEST, making(ctx))
    with pytest.raises(IdempotencyKeyConflict, match="another request"):
        answer_once(ctx, "one", "of another", forbidden)


def test_another_name_and_another_key_are_others(ctx: Context) -> None:
    answer_once(ctx, "one", REQUEST, making(ctx))
    assert not answer_once(ctx, "One", REQUEST, making(ctx, "blue"))[1]
    other = replace(ctx, actor=replace(ctx.actor, key_id=8))
    assert not answer_once(other, "one", REQUEST, making(other, "green"))[1]
    assert names() == ["blue", "green", "red"]


def test_after_a_day_it_is_a_new_one(ctx: Context) -> None:
    answer_once(ctx, "one", REQUEST, making(ctx))
    almost = replace(ctx, now=ctx.now + KEPT_FOR - timedelta(microseconds=1))
    assert answer_once(almost, "one", REQUEST, forbidden)[1]
    late = replace(ctx, now=ctx.now + KEPT_FOR)
    assert not answer_once(late, "one", "of another", making(late, "blue"))[1]
    assert answer_once(late, "one", "of another", forbidden)[1]
    assert names() == ["blue", "red"]


def test_what_fails_leaves_nothing(ctx: Context) -> None:
    def fail() -> Answer:
        making(ctx)()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answer_once(ctx, "one", REQUEST, fail)
    assert names() == []
    assert GivenAnswer.select().count() == 0
    assert not answer_once(ctx, "one", "of another", making(ctx))[1]


def test_what_writes_nothing_is_kept_too(ctx: Context) -> None:
    answer = Answer(200, {}, b"")
    assert answer_once(ctx, "one", REQUEST, lambda: answer) == (answer, False)
    assert answer_once(ctx, "one", REQUEST, forbidden) == (answer, True)


def test_while_the_first_is_at_work_others_wait_and_get_its_answer(ctx: Context) -> None:
    got: list[tuple[Answer, bool]] = []
    within, go_on = threading.Event(), threading.Event()

    def slow() -> Answer:
        answer = making(ctx)()
        within.set()
        assert go_on.wait(20)
        return answer

    def ask(make: Callable[[], Answer]) -> None:
        with database.scope():
            got.append(answer_once(ctx, "one", REQUEST, make))

    first = threading.Thread(target=ask, args=(slow,))
    first.start()
    assert within.wait(20)
    twins = [threading.Thread(target=ask, args=(making(ctx),)) for _ in range(3)]
    for twin in twins:
        twin.start()
    assert got == []
    go_on.set()
    for thread in (first, *twins):
        thread.join(20)
    assert sorted(again for _, again in got) == [False, True, True, True]
    assert len({answer.content for answer, _ in got}) == 1
    assert names() == ["red"]


def test_what_is_refused_because_a_twin_has_just_made_it_is_answered_as_the_twin(ctx: Context) -> None:
    def ask_twin() -> None:
        with database.scope():
            answer_once(ctx, "one", REQUEST, making(ctx))

    def late() -> Answer:  # looks before it writes
        twin = threading.Thread(target=ask_twin)
        twin.start()
        twin.join(20)
        raise Conflict("There is a tag called red.")

    assert answer_once(ctx, "one", REQUEST, late) == answer_once(ctx, "one", REQUEST, forbidden)
    with pytest.raises(Conflict, match="called red"):
        answer_once(ctx, "two", REQUEST, late)


def test_when_the_first_fails_one_of_those_that_waited_is_the_first(ctx: Context) -> None:
    got: list[tuple[Answer, bool]] = []
    within, go_on = threading.Event(), threading.Event()

    def fail() -> Answer:
        making(ctx)()
        within.set()
        assert go_on.wait(20)
        raise ZeroDivisionError

    def ask_first() -> None:
        with database.scope(), pytest.raises(ZeroDivisionError):
            answer_once(ctx, "one", REQUEST, fail)

    def ask() -> None:
        with database.scope():
            got.append(answer_once(ctx, "one", REQUEST, making(ctx)))

    threads = [threading.Thread(target=ask_first)]
    threads[0].start()
    assert within.wait(20)
    threads += [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads[1:]:
        thread.start()
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert sorted(again for _, again in got) == [False, True]
    assert names() == ["red"]


def test_it_cannot_be_read_without_the_secret_key(ctx: Context) -> None:
    answer_once(ctx, "one", REQUEST, making(ctx))
    kept = bytes(GivenAnswer.get().body)
    assert REQUEST.encode() not in kept
    assert b"text/x" not in kept
    stranger = replace(ctx, secret_key=Fernet.generate_key())
    with pytest.raises(SecretKeyChanged):
        answer_once(stranger, "one", REQUEST, forbidden)
    with pytest.raises(SecretKeyChanged):
        answer_once(stranger, "two", REQUEST, making(stranger, "blue"))
    assert names() == ["red"]


def test_an_answer_that_is_damaged_leads_to_no_second_one(ctx: Context) -> None:
    answer_once(ctx, "one", REQUEST, making(ctx))
    GivenAnswer.update(body=b"nonsense").execute()
    with pytest.raises(IdempotencyKeyConflict, match="cannot be read any more"):
        answer_once(ctx, "one", REQUEST, forbidden)


@pytest.mark.parametrize("moved", [{"key_id": 8}, {"name": "two"}])
def test_an_answer_that_was_moved_to_somebody_else_is_not_theirs(ctx: Context, moved: dict[str, object]) -> None:
    answer_once(ctx, "one", REQUEST, making(ctx))
    GivenAnswer.update(**moved).execute()
    whoever = replace(ctx, actor=replace(ctx.actor, key_id=moved.get("key_id", 7)))
    with pytest.raises(IdempotencyKeyConflict, match="cannot be read any more"):
        answer_once(whoever, str(moved.get("name", "one")), REQUEST, forbidden)


def test_an_answer_is_not_given_again_to_a_key_that_may_do_less_than_then(ctx: Context) -> None:
    answer_once(ctx, "one", REQUEST, making(ctx))
    less = replace(ctx, actor=replace(ctx.actor, scopes=frozenset({"links:update"})))
    with pytest.raises(IdempotencyKeyConflict, match="do more than now"):
        answer_once(less, "one", REQUEST, forbidden)
    first, _ = answer_once(less, "two", REQUEST, making(less, "blue"))
    more = replace(ctx, actor=replace(ctx.actor, scopes=frozenset({"links:update", "keys:create"})))
    assert answer_once(more, "two", REQUEST, forbidden) == (first, True)


def test_a_new_secret_key_opens_what_was_sealed_with_the_old_one(ctx: Context) -> None:
    first, _ = answer_once(ctx, "one", REQUEST, making(ctx))
    renewed = replace(ctx, secret_key=Fernet.generate_key())
    with database.write():
        sealing.seal_anew([renewed.secret_key, ctx.secret_key])
    assert answer_once(renewed, "one", REQUEST, forbidden) == (first, True)


def test_old_answers_are_forgotten(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given_answers, "_AT_ONCE", 2)
    for hour in range(30):
        moment = replace(ctx, now=ctx.now + timedelta(hours=hour))
        answer_once(moment, str(hour), REQUEST, lambda: Answer(200, {}, b""))
    breaths: list[int] = []
    given_answers.forget_old(ctx.now + timedelta(hours=29), lambda: breaths.append(1))
    assert sorted(int(row.name) for row in GivenAnswer.select()) == list(range(6, 30))
    assert len(breaths) == 3
