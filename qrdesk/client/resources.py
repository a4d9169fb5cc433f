"""The rows of the operations table as methods, a line each."""

from collections.abc import Iterator

from qrdesk.client.transport import Transport
from qrdesk.core.schemas import access, analytics, artwork, codes, links
from qrdesk.core.schemas.base import Blob, Page
from qrdesk.core.services import analytics as analytics_service
from qrdesk.core.services import codes as code_service
from qrdesk.core.services import domains as domain_service
from qrdesk.core.services import keys as key_service
from qrdesk.core.services import links as link_service
from qrdesk.core.services import slugs as slug_service
from qrdesk.core.services import transfer as transfer_service
from qrdesk.core.services import workspaces as workspace_service


class _Resource:
    """Methods over a transport."""

    def __init__(self, transport: Transport) -> None:
        self._call = transport.call


class Links(_Resource):
    """Short links."""

    def create(self, draft: links.LinkDraft) -> links.LinkView:
        """Create a link."""
        return self._call(link_service.create_link, draft)

    def list(self, query: links.LinkQuery | None = None) -> Page[links.LinkView]:
        """Return a page of links."""
        return self._call(link_service.list_links, query or links.LinkQuery())

    def each(self, query: links.LinkQuery | None = None) -> Iterator[links.LinkView]:
        """Yield every link that matches, page after page."""
        asked = query or links.LinkQuery(limit=500)
        while True:
            page = self.list(asked)
            yield from page.data
            if page.pagination.next_cursor is None:
                return
            asked = asked.model_copy(update={"cursor": page.pagination.next_cursor, "page": None})

    def get(self, link_id: str) -> links.LinkView:
        """Return a link by id or slug."""
        return self._call(link_service.get_link, link_id)

    def update(self, link_id: str, patch: links.LinkPatch) -> links.LinkView:
        """Change a link."""
        return self._call(link_service.update_link, link_id, patch)

    def archive(self, link_id: str) -> links.LinkView:
        """Put a link away."""
        return self._call(link_service.archive_link, link_id)

    def restore(self, link_id: str) -> links.LinkView:
        """Bring an archived link back."""
        return self._call(link_service.restore_link, link_id)

    def delete(self, link_id: str) -> None:
        """Delete a link for ever; its address is never given away again."""
        self._call(link_service.delete_link, link_id)

    def import_rows(self, batch: links.LinkImport) -> links.ImportReport:
        """Create up to 1,000 links; bad rows come back with the reason."""
        return self._call(transfer_service.import_links, batch)

    def check_slug(self, query: links.SlugQuery) -> links.SlugView:
        """Say whether an address is free."""
        return self._call(slug_service.check_slug, query)

    def summary(self, link_id: str) -> links.LinkSummary:
        """Return one link's hits at a glance."""
        return self._call(analytics_service.get_summary, link_id)

    def summaries(self, link_ids: "list[str]") -> "list[links.LinkSummary]":
        """Return the hits of up to 200 links at a glance."""
        return self._call(analytics_service.list_summaries, links.SparklineQuery(links=",".join(link_ids)))


class Codes(_Resource):
    """QR codes of links."""

    def create(self, draft: codes.CodeDraft) -> codes.CodeView:
        """Make a code for a link."""
        return self._call(code_service.create_code, draft)

    def list(self, query: codes.CodeQuery | None = None) -> Page[codes.CodeView]:
        """Return a page of codes."""
        return self._call(code_service.list_codes, query or codes.CodeQuery())

    def get(self, code_id: str) -> codes.CodeView:
        """Return a code."""
        return self._call(code_service.get_code, code_id)

    def update(self, code_id: str, patch: codes.CodePatch) -> codes.CodeView:
        """Change a code's name or look."""
        return self._call(code_service.update_code, code_id, patch)

    def export(self, code_id: str, draft: artwork.ExportDraft) -> Blob:
        """Return a code's artwork as a file."""
        return self._call(code_service.export_code, code_id, draft)


class Analytics(_Resource):
    """Numbers about hits."""

    def totals(self, query: analytics.PeriodQuery | None = None) -> analytics.TotalsView:
        """Return the sums of a period."""
        return self._call(analytics_service.get_totals, query or analytics.PeriodQuery())

    def timeline(self, query: analytics.TimelineQuery | None = None) -> analytics.TimelineView:
        """Return hits over time."""
        return self._call(analytics_service.get_timeline, query or analytics.TimelineQuery())

    def top(self, query: analytics.TopQuery) -> analytics.TopView:
        """Return the most frequent values of a dimension."""
        return self._call(analytics_service.get_top, query)

    def hits(self, query: analytics.HitQuery | None = None) -> analytics.HitFeed:
        """Return the latest hits."""
        return self._call(analytics_service.list_hits, query or analytics.HitQuery())


class Domains(_Resource):
    """Hosts whose paths are slugs."""

    def list(self) -> "list[access.DomainView]":
        """Return the workspace's domains, the default one first."""
        return self._call(domain_service.list_domains)

    def set_public_url(self, draft: access.PublicUrlDraft) -> access.DomainView:
        """Choose the address that new codes carry."""
        return self._call(domain_service.set_public_url, draft)


class Keys(_Resource):
    """Ways in for programs."""

    def create(self, draft: access.KeyDraft) -> access.NewKeyView:
        """Make a key. The answer is the one time it can be seen."""
        return self._call(key_service.create_key, draft)

    def list(self) -> "list[access.KeyView]":
        """Return the workspace's keys."""
        return self._call(key_service.list_keys)

    def revoke(self, key_id: str) -> None:
        """End a key."""
        self._call(key_service.revoke_key, key_id)


class Workspace(_Resource):
    """The workspace the key belongs to."""

    def get(self) -> access.WorkspaceView:
        """Return it."""
        return self._call(workspace_service.get_workspace)

    def update(self, patch: access.WorkspacePatch) -> access.WorkspaceView:
        """Change its name or time zone."""
        return self._call(workspace_service.update_workspace, patch)
