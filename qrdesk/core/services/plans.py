"""Plans: what a workspace, or a key, may use in a month."""

import re
from dataclasses import replace

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, FeatureNotAvailable, Invalid, NotFound
from qrdesk.core.models import Key, Plan, Workspace
from qrdesk.core.schemas.usage import PlanChoiceDraft, PlanChoiceView, PlanDraft, PlanView
from qrdesk.core.services import audit

UNLIMITED = "unlimited"  # what everybody has for as long as nobody chose another
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


def list_plans(ctx: Context) -> list[PlanView]:
    """Return all plans by name. They are the same for every workspace."""
    return [_view(row) for row in Plan.select().order_by(Plan.name)]


def get_plan(ctx: Context, plan: str) -> PlanView:
    """Return a plan by its name.

    Raises:
        NotFound: no such plan.
    """
    return _view(get_row(plan))


def save_plan(ctx: Context, plan: str, draft: PlanDraft) -> PlanView:
    """Make a plan, or change one for all who have it, at once. Only at the computer with the database.

    Raises:
        Forbidden: the caller has a key.
        Invalid: not a name for a plan.
        Conflict: it is the plan without limits.
    """
    ctx.actor.require_operator()
    if not _NAME.fullmatch(plan):
        raise Invalid.field("name", "A plan's name has up to 32 small letters, digits, - and _, such as “agency”.")
    if plan == UNLIMITED:
        raise Conflict("“unlimited” stays without limits. Make another plan, and choose it where it is wanted.")
    columns = draft.model_dump()
    with database.write():
        Plan.insert(name=plan, **columns).on_conflict(conflict_target=[Plan.name], update=columns).execute()
        return _view(get_row(plan))


def delete_plan(ctx: Context, plan: str) -> None:
    """Delete a plan that nobody has. Only at the computer with the database.

    Raises:
        Forbidden: the caller has a key.
        NotFound: no such plan.
        Conflict: a workspace or a key has it, or it is the plan without limits.
    """
    ctx.actor.require_operator()
    with database.write():
        row = get_row(plan)
        if plan == UNLIMITED:
            raise Conflict("“unlimited” stays: it is the plan of all for whom nobody chose another.")
        workspaces = Workspace.select().where(Workspace.plan == plan).count()
        keys = Key.select().where((Key.plan == plan) & Key.revoked_at.is_null()).count()
        if workspaces or keys:
            raise Conflict(
                f"“{plan}” is in use (workspaces: {workspaces}, keys: {keys}). Give them another plan first."
            )
        row.delete_instance()


def choose_plan(ctx: Context, workspace_id: str, draft: PlanChoiceDraft) -> PlanChoiceView:
    """Give a workspace a plan. It holds at once. Only at the computer with the database.

    Raises:
        Forbidden: the caller has a key.
        NotFound: no such workspace.
        Invalid: no such plan.
    """
    ctx.actor.require_operator()
    with database.write():
        database.bump_epoch()  # first: on PostgreSQL its row keeps those waiting who make links by the plan before
        row = Workspace.get_or_none((Workspace.public_id == workspace_id) | (Workspace.uuid == workspace_id))
        if row is None:
            raise NotFound.of("workspace", workspace_id)
        require_known(draft.plan)
        before = _choice(row)
        row.plan = draft.plan
        row.save(only=[Workspace.plan])
        # in its own log: the people of the caller's workspace are not to read of it
        own = replace(ctx, actor=replace(ctx.actor, workspace_id=row.id))
        audit.note(own, "workspace.plan_chosen", before, _choice(row))
    return _choice(row)


def find_plan(ctx: Context, plan: str) -> PlanView | None:
    """Return a plan as it is, for the audit log."""
    row = Plan.get_or_none(Plan.name == plan)
    return None if row is None else _view(row)


def require_known(plan: str) -> None:
    """Do nothing if there is such a plan.

    Raises:
        Invalid: there is none; it names those there are.
    """
    names = sorted(row.name for row in Plan.select(Plan.name))
    if plan not in names:
        raise Invalid.field("plan", f"There is no plan “{plan}”. There are: {', '.join(names)}.")


def require_own_domains(ctx: Context) -> None:
    """Do nothing if the plans of the caller's workspace and key have domains of one's own, or for the operator.

    Raises:
        FeatureNotAvailable: one of them has not.
    """
    if ctx.actor.operator:
        return
    workspace = Workspace.select(Workspace.plan).where(Workspace.id == ctx.actor.workspace_id)
    key = Key.select(Key.plan).where(Key.id == (ctx.actor.key_id or 0))
    lacking = Plan.select().where(~Plan.own_domains & (Plan.name.in_(workspace) | Plan.name.in_(key))).first()
    if lacking is not None:
        raise FeatureNotAvailable(f"The plan “{lacking.name}” has no domains of one's own.")


def get_row(plan: str) -> Plan:
    """Return a plan's row.

    Raises:
        NotFound: no such plan.
    """
    row = Plan.get_or_none(Plan.name == plan)
    if row is None:
        raise NotFound.of("plan", plan)
    return row


def _choice(row: Workspace) -> PlanChoiceView:
    return PlanChoiceView(id=row.public_id, name=row.name, plan=row.plan)


def _view(row: Plan) -> PlanView:
    return PlanView(
        name=row.name,
        links_month=row.links_month,
        hits_month=row.hits_month,
        deliveries_month=row.deliveries_month,
        scan_days=row.scan_days,
        rate_limit=row.rate_limit,
        own_domains=row.own_domains,
    )
