"""Whether a link's destination lets itself be shown in a frame, asked before a link hides it."""

from qrdesk.core import destinations
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.models import Domain, Link
from qrdesk.core.net import targets
from qrdesk.core.net.crowd import one_look
from qrdesk.core.schemas.links import LinkDraft, LinkPatch
from qrdesk.core.schemas.rules import DestinationType, Routing
from qrdesk.core.services import link_fields
from qrdesk.core.services.domain_rows import get_owned, url_of
from qrdesk.core.services.link_rows import get_row_to_change


def check_draft(ctx: Context, draft: LinkDraft) -> None:
    """Do nothing if the new link hides no page, or one that may be framed. Asks the page, so not in a transaction.

    Raises:
        Invalid: the page forbids it, or another field cannot be used.
        NotFound: no such domain in this workspace.
        Busy: another look at a page is under way.
    """
    if draft.hidden:
        domain = get_owned(ctx, draft.host)
        link = Link(workspace=ctx.actor.workspace_id, destination="")
        link_fields.settle(ctx, link, link_fields.said_by(draft))
        _ask(ctx, link, domain)


def check_patch(ctx: Context, link_id: str, patch: LinkPatch) -> None:
    """Do nothing unless the change lets a link hide a page, or another page, that may not be framed.

    Raises:
        Invalid: the page forbids it, or another field cannot be used.
        NotFound: no such link.
        Busy: another look at a page is under way.
    """
    if not patch.model_fields_set & {"hidden", "destination", "destination_type"} or patch.hidden is False:
        return
    link = get_row_to_change(ctx, link_id)
    hidden = Routing.from_text(link.routing).hidden
    if not hidden and not patch.hidden:
        return
    changed = link_fields.preview_routing(ctx, link, patch)
    if not hidden or changed.destination != link.destination:
        _ask(ctx, changed, link.domain)


def _ask(ctx: Context, link: Link, domain: Domain) -> None:
    if destinations.type_of(link.destination) is DestinationType.URL:
        with one_look():
            reason = targets.forbids_framing(link.destination, framed_by=url_of(domain), settings=ctx.settings)
        if reason:
            raise Invalid.field("hidden", reason)
