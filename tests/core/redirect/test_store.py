"""Plans in memory: found as printed, and never older than a second."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from peewee import ProgrammingError

from qrdesk.core.errors import DatabaseUnreachable
from qrdesk.core.models import ChangeEpoch, Domain
from qrdesk.core.opening import Opened
from qrdesk.core.redirect import rows
from qrdesk.core.redirect.plan import State
from qrdesk.core.redirect.store import PlanStore
from tests.core.redirect.elsewhere import run_elsewhere
from tests.core.redirect.making import add_alias, add_domain, add_link, change

_BUMP = "UPDATE change_epoch SET value = value + 1"
_EPOCH = "(SELECT value FROM change_epoch)"


def until(true: Callable[[], bool], *, within_s: float = 60.0) -> float:
    """Wait for something to become true and return how long that took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within_s, "it did not happen in time"
        time.sleep(0.005)
    return time.monotonic() - began


def destination(store: PlanStore, host: str, slug: str) -> str | None:
    plan = store.find(host, slug)
    return plan.destination if plan else None


def test_a_link_is_found_in_any_letter_case_and_by_its_aliases(store: PlanStore) -> None:
    link = add_link("Spring", "https://example.com/spring")
    add_alias(link, "Frühling")
    for slug in ("Spring", "SPRING", "spring", "Frühling", "FRÜHLING", "Fru\u0308hling"):
        assert destination(store, "go.example", slug) == "https://example.com/spring"
    assert store.find("go.example", "summer") is None


def test_a_case_sensitive_domain_tells_letter_cases_apart(store: PlanStore) -> None:
    domain = add_domain("cs.example", case_sensitive=True)
    add_link("Ab", "https://example.com/1", domain=domain)
    add_link("aB", "https://example.com/2", domain=domain)
    assert destination(store, "cs.example", "Ab") == "https://example.com/1"
    assert destination(store, "CS.example", "aB") == "https://example.com/2"
    assert store.find("cs.example", "ab") is None


def test_domains_never_see_each_others_links_and_an_unknown_host_sees_none(store: PlanStore) -> None:
    add_link("menu", "https://example.com/default")
    other = add_domain("other.example:8080")
    add_link("menu", "https://example.com/other", domain=other)
    assert destination(store, "go.example", "menu") == "https://example.com/default"
    assert destination(store, "other.example:8080", "menu") == "https://example.com/other"
    for host in ("other.example", "other.example:80", "evil.example", "", "go.example, other.example:8080"):
        assert store.find(host, "menu") is None


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:40000", "[::1]:80"])
def test_loopback_names_mean_the_default_domain(store: PlanStore, host: str) -> None:
    add_link("menu", "https://example.com/")
    assert destination(store, host, "menu") == "https://example.com/"


def test_an_edit_of_this_process_is_live_when_it_is_committed(opened: Opened) -> None:
    store = PlanStore(poll_ms=3_600_000)  # the poll cannot be what brings it
    store.refresh()
    store.start()
    try:
        link = add_link("menu", "https://example.com/1")
        assert destination(store, "go.example", "menu") == "https://example.com/1"
        change(link, destination="https://example.com/2")
        assert destination(store, "go.example", "menu") == "https://example.com/2"
        change(link, archived_at=datetime.now(UTC))
        assert store.find("go.example", "menu").state is State.ARCHIVED  # type: ignore[union-attr]
        change(link, deleted_at=datetime.now(UTC))
        assert store.find("go.example", "menu").state is State.GONE  # type: ignore[union-attr]
        assert store.find("new.example", "x") is None
        add_link("x", domain=add_domain("new.example"))
        assert store.find("new.example", "x") is not None
    finally:
        store.stop()


def test_an_edit_of_another_process_is_live_within_a_second(opened: Opened) -> None:
    link = add_link("menu", "https://example.com/1")
    store = PlanStore()  # polls as often as it does by default
    store.refresh()
    store.start()
    try:
        run_elsewhere(
            opened,
            [
                _BUMP,
                f"UPDATE link SET destination = 'https://example.com/2', epoch = {_EPOCH} WHERE id = {link.id}",
            ],
        )
        assert until(lambda: destination(store, "go.example", "menu") == "https://example.com/2") < 1
    finally:
        store.stop()


def test_a_default_domain_that_moves_takes_loopback_with_it(store: PlanStore) -> None:
    add_link("menu", "https://example.com/old")
    moved = add_domain("new.example")
    assert destination(store, "localhost", "menu") == "https://example.com/old"
    Domain.update(is_default=False).execute()
    Domain.update(is_default=True).where(Domain.id == moved.id).execute()
    add_link("menu", "https://example.com/new", domain=moved)
    assert destination(store, "localhost", "menu") == "https://example.com/new"


def test_an_older_copy_of_the_database_put_back_is_loaded_anew(opened: Opened) -> None:
    store = PlanStore()
    lost = add_link("lost")
    kept = add_link("kept", "https://example.com/1")
    store.refresh()
    run_elsewhere(
        opened,
        [
            f"DELETE FROM slug WHERE link_id = {lost.id}",
            f"UPDATE link SET destination = 'https://example.com/0' WHERE id = {kept.id}",
            "UPDATE change_epoch SET value = 1",
        ],
    )
    store.refresh()
    assert store.find("go.example", "lost") is None
    assert destination(store, "go.example", "kept") == "https://example.com/0"


def test_trouble_with_the_database_keeps_the_plans_and_passes_by_itself(opened: Opened, store: PlanStore) -> None:
    add_link("menu", "https://example.com/")
    run_elsewhere(opened, ["ALTER TABLE change_epoch RENAME TO away"])
    until(lambda: bool(store.trouble()))
    with pytest.raises((DatabaseUnreachable, ProgrammingError)):
        store.refresh()
    assert destination(store, "go.example", "menu") == "https://example.com/"
    later = f"UPDATE link SET destination = 'https://example.com/later', epoch = {_EPOCH}"
    run_elsewhere(opened, ["ALTER TABLE away RENAME TO change_epoch", _BUMP, later])
    until(lambda: destination(store, "go.example", "menu") == "https://example.com/later", within_s=10)
    until(lambda: store.trouble() == "")  # said after the plans are there


def test_more_links_than_fit_one_page_are_all_loaded(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_PAGE", 3)
    for number in range(10):
        add_link(f"n{number}", f"https://example.com/{number}")
    store = PlanStore()
    store.refresh()
    assert store.count() == 10
    assert destination(store, "go.example", "n9") == "https://example.com/9"


def test_nothing_is_read_again_while_the_epoch_stands_still(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    add_link("menu")
    store = PlanStore()
    store.refresh()
    reads: list[int] = []
    monkeypatch.setattr(rows, "plans_since", lambda epoch: iter(reads.append(epoch) or ()))
    store.refresh()
    assert reads == []
    seen = ChangeEpoch.get_by_id(1).value
    ChangeEpoch.update(value=seen + 1).execute()
    store.refresh()
    assert reads == [seen]
