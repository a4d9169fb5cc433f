"""The rows of the operations table as methods, a line each."""

from collections.abc import Iterator
from functools import partial

from qrdesk.client.patience import patiently
from qrdesk.client.resource import Resource
from qrdesk.core.schemas import (
    analytics,
    artwork,
    bulk,
    codes,
    domains,
    events,
    files,
    folders,
    links,
    presets,
    saved_views,
    simulation,
    tags,
    transfer,
)
from qrdesk.core.schemas.base import Blob, Page, Poster, Stream, Upload
from qrdesk.core.services import analytics as analytics_service
from qrdesk.core.services import bulk as bulk_service
from qrdesk.core.services import checks as check_service
from qrdesk.core.services import codes as code_service
from qrdesk.core.services import domains as domain_service
from qrdesk.core.services import duplicates as duplicate_service
from qrdesk.core.services import erasing as erasing_service
from qrdesk.core.services import events as event_service
from qrdesk.core.services import exporting_hits as hit_service
from qrdesk.core.services import files as file_service
from qrdesk.core.services import folders as folder_service
from qrdesk.core.services import hit_feed as feed_service
from qrdesk.core.services import leaders as leader_service
from qrdesk.core.services import links as link_service
from qrdesk.core.services import misses as miss_service
from qrdesk.core.services import presets as preset_service
from qrdesk.core.services import saved_views as view_service
from qrdesk.core.services import simulator as simulator_service
from qrdesk.core.services import slugs as slug_service
from qrdesk.core.services import summaries as summary_service
from qrdesk.core.services import tags as tag_service
from qrdesk.core.services import transfer as transfer_service
from qrdesk.core.services import verification as verification_service


class Links(Resource):
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
            page = patiently(partial(self.list, asked))
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

    def simulate(self, link_id: str, draft: simulation.SimulationDraft) -> simulation.SimulationView:
        """Tell what a visitor would get, and why; nothing is saved or counted."""
        return self._call(simulator_service.simulate_link, link_id, draft)

    def archive(self, link_id: str) -> links.LinkView:
        """Put a link away."""
        return self._call(link_service.archive_link, link_id)

    def restore(self, link_id: str) -> links.LinkView:
        """Bring an archived link back."""
        return self._call(link_service.restore_link, link_id)

    def pause(self, link_id: str) -> links.LinkView:
        """Let a link rest."""
        return self._call(link_service.pause_link, link_id)

    def resume(self, link_id: str) -> links.LinkView:
        """Let a paused link lead on."""
        return self._call(link_service.resume_link, link_id)

    def reset_hits(self, link_id: str) -> links.LinkView:
        """Let a link's hit limit count from nothing again."""
        return self._call(link_service.reset_hits, link_id)

    def add_alias(self, link_id: str, draft: links.AliasDraft) -> links.LinkView:
        """Give a link one more address."""
        return self._call(link_service.add_alias, link_id, draft)

    def delete(self, link_id: str) -> None:
        """Delete a link for ever; its address is never given away again."""
        self._call(link_service.delete_link, link_id)

    def erase_hits(self, link_id: str) -> links.ErasedView:
        """Forget all hits of a link for ever, their sums included."""
        return self._call(erasing_service.erase_hits, link_id)

    def create_many(self, batch: bulk.BulkCreate) -> bulk.BulkCreateReport:
        """Create up to 1,000 links; those that cannot be made come back with the reason."""
        return self._call(bulk_service.create_links, batch)

    def update_many(self, batch: bulk.BulkUpdate) -> bulk.BulkUpdateReport:
        """Change up to 1,000 links alike; those that cannot be changed come back with the reason."""
        return self._call(bulk_service.update_links, batch)

    def duplicates(self, query: bulk.DuplicateQuery | None = None) -> Page[bulk.DuplicateGroup]:
        """Return groups of links with the same destination."""
        return self._call(duplicate_service.list_duplicates, query or bulk.DuplicateQuery())

    def import_rows(self, batch: transfer.LinkImport) -> transfer.ImportReport:
        """Create up to 1,000 links; bad rows come back with the reason, and the same rows may come again."""
        return self._call(transfer_service.import_links, batch)

    def days(self, link_ids: "list[str]") -> "list[transfer.LinkDays]":
        """Return all hits of up to 200 links by day."""
        return self._call(transfer_service.list_days, transfer.DaysQuery(links=",".join(link_ids)))

    def check_slug(self, query: links.SlugQuery) -> links.SlugView:
        """Say whether an address is free."""
        return self._call(slug_service.check_slug, query)

    def check_target(self, link_id: str) -> links.TargetView:
        """Look at a link's destination now."""
        return self._call(check_service.check_target, link_id)

    def summary(self, link_id: str) -> links.LinkSummary:
        """Return one link's hits at a glance."""
        return self._call(summary_service.get_summary, link_id)

    def summaries(self, link_ids: "list[str]") -> "list[links.LinkSummary]":
        """Return the hits of up to 200 links at a glance."""
        return self._call(summary_service.list_summaries, links.SparklineQuery(links=",".join(link_ids)))


class Folders(Resource):
    """Places for links of one kind."""

    def create(self, draft: folders.FolderDraft) -> folders.FolderView:
        """Make a folder."""
        return self._call(folder_service.create_folder, draft)

    def list(self) -> "list[folders.FolderView]":
        """Return the workspace's folders by name."""
        return self._call(folder_service.list_folders)

    def update(self, folder_id: str, patch: folders.FolderPatch) -> folders.FolderView:
        """Change a folder's name or colour."""
        return self._call(folder_service.update_folder, folder_id, patch)

    def delete(self, folder_id: str) -> None:
        """Delete a folder; its links stay."""
        self._call(folder_service.delete_folder, folder_id)


class Tags(Resource):
    """Words for finding links again."""

    def create(self, draft: tags.TagDraft) -> tags.TagView:
        """Make a tag."""
        return self._call(tag_service.create_tag, draft)

    def list(self) -> "list[tags.TagView]":
        """Return the workspace's tags by name."""
        return self._call(tag_service.list_tags)

    def update(self, tag_id: str, patch: tags.TagPatch) -> tags.TagView:
        """Change a tag's name or colour; the name of another tag makes the two one."""
        return self._call(tag_service.update_tag, tag_id, patch)

    def delete(self, tag_id: str) -> None:
        """Delete a tag, and take it off its links."""
        self._call(tag_service.delete_tag, tag_id)


class Views(Resource):
    """Lists of links that somebody wants to see again."""

    def create(self, draft: saved_views.SavedViewDraft) -> saved_views.SavedViewView:
        """Save a view."""
        return self._call(view_service.create_view, draft)

    def list(self) -> "list[saved_views.SavedViewView]":
        """Return the workspace's saved views by name."""
        return self._call(view_service.list_views)

    def update(self, view_id: str, patch: saved_views.SavedViewPatch) -> saved_views.SavedViewView:
        """Change a view's name or what it asks for."""
        return self._call(view_service.update_view, view_id, patch)

    def delete(self, view_id: str) -> None:
        """Delete a view."""
        self._call(view_service.delete_view, view_id)


class Presets(Resource):
    """Campaign parameters under a name."""

    def create(self, draft: presets.UtmPresetDraft) -> presets.UtmPresetView:
        """Keep campaign parameters under a name."""
        return self._call(preset_service.create_preset, draft)

    def list(self) -> "list[presets.UtmPresetView]":
        """Return the workspace's presets by name."""
        return self._call(preset_service.list_presets)

    def update(self, preset_id: str, patch: presets.UtmPresetPatch) -> presets.UtmPresetView:
        """Change a preset."""
        return self._call(preset_service.update_preset, preset_id, patch)

    def delete(self, preset_id: str) -> None:
        """Delete a preset."""
        self._call(preset_service.delete_preset, preset_id)


class Codes(Resource):
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
        """Change a code's name, its look, or the address that it carries."""
        return self._call(code_service.update_code, code_id, patch)

    def export(self, code_id: str, draft: artwork.ExportDraft) -> Blob:
        """Return a code's artwork as a file."""
        return self._call(code_service.export_code, code_id, draft)


class Analytics(Resource):
    """Numbers about hits."""

    def totals(self, query: analytics.TotalsQuery | analytics.PeriodQuery | None = None) -> analytics.TotalsView:
        """Return the sums of a period, and of the one it is compared with."""
        asked = query or analytics.TotalsQuery()
        if not isinstance(asked, analytics.TotalsQuery):
            asked = analytics.TotalsQuery.model_validate(asked.model_dump(include=asked.model_fields_set))
        return self._call(analytics_service.get_totals, asked)

    def timeline(self, query: analytics.TimelineQuery | None = None) -> analytics.TimelineView:
        """Return hits over time."""
        return self._call(analytics_service.get_timeline, query or analytics.TimelineQuery())

    def top(self, query: analytics.TopQuery) -> analytics.TopView:
        """Return the most frequent values of a dimension."""
        return self._call(analytics_service.get_top, query)

    def heatmap(self, query: analytics.PeriodQuery | None = None) -> analytics.HeatmapView:
        """Return hits by weekday and hour."""
        return self._call(analytics_service.get_heatmap, query or analytics.PeriodQuery())

    def leaders(self, query: analytics.LeadersQuery | None = None) -> analytics.LeadersView:
        """Return the links with most hits."""
        return self._call(leader_service.list_leaders, query or analytics.LeadersQuery())

    def misses(self, query: analytics.MissQuery | None = None) -> analytics.MissView:
        """Return visits that were led nowhere: of unknown addresses, and of links that are shut."""
        return self._call(miss_service.list_misses, query or analytics.MissQuery())

    def hits(self, query: analytics.HitQuery | None = None) -> analytics.HitFeed:
        """Return the latest hits."""
        return self._call(feed_service.list_hits, query or analytics.HitQuery())

    def export(self, query: analytics.ExportQuery | None = None) -> Stream:
        """Return single hits as a file, in pieces; ``client.exporting.export_hits`` writes one."""
        return self._call(hit_service.export_hits, query or analytics.ExportQuery())


class Domains(Resource):
    """Hosts whose paths are slugs."""

    def list(self) -> "list[domains.DomainView]":
        """Return the workspace's domains, the default one first."""
        return self._call(domain_service.list_domains)

    def set_public_url(self, draft: domains.PublicUrlDraft) -> domains.DomainView:
        """Choose the address that new codes carry."""
        return self._call(domain_service.set_public_url, draft)

    def create(self, draft: domains.DomainDraft) -> domains.DomainView:
        """Add a domain; it answers visitors once it has been verified."""
        return self._call(domain_service.create_domain, draft)

    def get(self, domain_id: str) -> domains.DomainView:
        """Return a domain by id or host."""
        return self._call(domain_service.get_domain, domain_id)

    def update(self, domain_id: str, patch: domains.DomainPatch) -> domains.DomainView:
        """Change a domain."""
        return self._call(domain_service.update_domain, domain_id, patch)

    def delete(self, domain_id: str) -> None:
        """Remove a domain on which no link has ever been."""
        self._call(domain_service.delete_domain, domain_id)

    def verify(self, domain_id: str) -> domains.DomainView:
        """Look for the proof that a domain is yours; ``check_fault`` says what is missing."""
        return self._call(verification_service.verify_domain, domain_id)


class Events(Resource):
    """What happened without anybody asking for it."""

    def list(self, query: events.EventQuery | None = None) -> Page[events.EventView]:
        """Return a page of events, newest first."""
        return self._call(event_service.list_events, query or events.EventQuery())


class Files(Resource):
    """Pictures: logos for codes, images for previews."""

    def upload(self, draft: files.FileDraft, upload: Upload) -> files.FileView:
        """Keep a picture."""
        return self._call(file_service.upload_file, draft, upload)

    def list(self, query: files.FileQuery | None = None) -> Page[files.FileView]:
        """Return a page of pictures, newest first."""
        return self._call(file_service.list_files, query or files.FileQuery())

    def get(self, file_id: str) -> files.FileView:
        """Return what is known of a picture."""
        return self._call(file_service.get_file, file_id)

    def download(self, file_id: str) -> Blob:
        """Return a picture itself."""
        return self._call(file_service.download_file, file_id)

    def show_picture(self, picture_id: str) -> Poster:
        """Return a picture for previews as everybody gets it, without a key."""
        return self._call(file_service.show_picture, picture_id)

    def delete(self, file_id: str) -> None:
        """Delete a picture that nothing uses."""
        self._call(file_service.delete_file, file_id)
