"""What one link becomes."""

from qrdesk.core.redirect.plan import PlanRow, State, compile_plan


def test_a_live_link_answers_with_its_destination_and_may_not_be_cached() -> None:
    plan = compile_plan(PlanRow(7, 1, "https://example.com/a"))
    assert plan.state is State.LIVE
    assert dict(plan.headers()) == {
        "Location": "https://example.com/a",
        "Cache-Control": "private, no-store",
        "Content-Length": "0",
    }


def test_each_answer_gets_headers_of_its_own() -> None:
    plan = compile_plan(PlanRow(7, 1, "https://example.com/a"))
    plan.headers().append(("Set-Cookie", "another visitor's"))
    assert len(plan.headers()) == 3


def test_a_deleted_link_is_gone_even_if_it_was_archived_before() -> None:
    plan = compile_plan(PlanRow(7, 1, "https://example.com/a", archived=True, deleted=True))
    assert (plan.state, plan.destination) == (State.GONE, "")
