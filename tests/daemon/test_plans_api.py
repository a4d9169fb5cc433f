"""Plans over HTTP: a month's number that is used up, and what a key can see of it."""

from dataclasses import replace

from qrdesk.core import database
from qrdesk.core.operations import PREFIX
from qrdesk.core.schemas.usage import PlanChoiceDraft, PlanDraft
from qrdesk.core.services import plans
from tests.desks import Desk, context

LINK = {"destination": "https://example.com/"}


def give(api: Desk, plan: str, draft: PlanDraft) -> None:
    """Make a plan and give it to the workspace, as its operator does."""
    ctx = context(api.opened, replace(api.opened.owner, operator=True))
    with database.scope():
        plans.save_plan(ctx, plan, draft)
        workspace = api.ask("GET", f"{PREFIX}/workspace").data["id"]
        plans.choose_plan(ctx, workspace, PlanChoiceDraft(plan=plan))


def test_a_link_too_many_is_refused_and_those_there_lead_on(api: Desk) -> None:
    give(api, "tiny", PlanDraft(links_month=1, hits_month=0))
    assert api.ask("POST", f"{PREFIX}/links", {**LINK, "slug": "menu"}).status == 201
    refused = api.ask("POST", f"{PREFIX}/links", LINK)
    assert (refused.status, refused.code) == (403, "plan_limit_reached")
    assert "field_errors" not in refused.json["error"]
    assert refused.json["error"]["details"] == {"limit": 1, "current": 1}
    assert api.ask("PATCH", f"{PREFIX}/links/menu", {"title": "Menu"}).status == 200
    used = api.ask("GET", f"{PREFIX}/usage").data
    assert used["workspace"]["links"] == {"current": 1, "limit": 1}
    assert used["workspace"]["hits"] == {"current": 0, "limit": 0}
    assert used["key"]["links"] == {"current": 1, "limit": None}


def test_whoever_has_a_key_sees_plans_and_changes_none(api: Desk) -> None:
    listed = api.ask("GET", f"{PREFIX}/plans").data
    workspace = api.ask("GET", f"{PREFIX}/workspace").data["id"]
    for method, path, body in (
        ("PUT", "/plans/free", {"links_month": 5}),
        ("DELETE", "/plans/free", None),
        ("PUT", f"/workspaces/{workspace}/plan", {"plan": "free"}),
        ("PUT", "/workspaces/wsp_nobody/plan", {"plan": "free"}),
    ):
        answer = api.ask(method, PREFIX + path, body)
        assert (answer.status, answer.code) == (403, "forbidden")
    assert api.ask("GET", f"{PREFIX}/plans").data == listed
    assert api.ask("GET", f"{PREFIX}/usage").data["workspace"]["plan"] == "unlimited"
