"""The rows of the operations table as methods, a line each."""

from collections.abc import Iterator

from qrdesk.client.once import named
from qrdesk.client.resource import Fields, Resource, every, read
from qrdesk.core.schemas import (
    analytics,
    bulk,
    domains,
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
from qrdesk.core.services import domains as domain_service
from qrdesk.core.services import duplicates as duplicate_service
from qrdesk.core.services import erasing as erasing_service
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

    def create(self, draft: links.LinkDraft | Fields, *, idempotency_key: str = "") -> links.LinkView:
        """Create a link."""
        with named(idempotency_key):
            return self._call(link_service.create_link, read(links.LinkDraft, draft))

    def list(self, query: links.LinkQuery | Fields | None = None) -> Page[links.LinkView]:
        """Return a page of links."""
        return self._call(link_service.list_links, read(links.LinkQuery, query))

    def each(self, query: links.LinkQuery | Fields | None = None) -> Iterator[links.LinkView]:
        """Yield every link that matches, page after page."""
        return every(self.list, read(links.LinkQuery, query))

    def get(self, link_id: str) -> links.LinkView:
        """Return a link by id or slug."""
        return self._call(link_service.get_link, link_id)

    def update(self, link_id: str, patch: links.LinkPatch | Fields) -> links.LinkView:
        """Change a link."""
        return self._call(link_service.update_link, link_id, read(links.LinkPatch, patch))

    def simulate(self, link_id: str, draft: simulation.SimulationDraft | Fields) -> simulation.SimulationView:
        """Tell what a visitor would get, and why; nothing is saved or counted."""
        return self._call(simulator_service.simulate_link, link_id, read(simulation.SimulationDraft, draft))

    def simulate_draft(self, draft: simulation.NewSimulationDraft | Fields) -> simulation.SimulationView:
        """Tell what a visitor would get of a link that is not made yet; nothing is saved."""
        return self._call(simulator_service.simulate_draft, read(simulation.NewSimulationDraft, draft))

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

    def add_alias(self, link_id: str, draft: links.AliasDraft | Fields, *, idempotency_key: str = "") -> links.LinkView:
        """Give a link one more address."""
        with named(idempotency_key):
            return self._call(link_service.add_alias, link_id, read(links.AliasDraft, draft))

    def delete(self, link_id: str) -> None:
        """Delete a link for ever; its address is never given away again."""
        self._call(link_service.delete_link, link_id)

    def erase_hits(self, link_id: str) -> links.ErasedView:
        """Forget all hits of a link for ever, their sums included."""
        return self._call(erasing_service.erase_hits, link_id)

    def create_many(self, batch: bulk.BulkCreate | Fields, *, idempotency_key: str = "") -> bulk.BulkCreateReport:
        """Create up to 1,000 links; those that cannot be made come back with the reason."""
        with named(idempotency_key):
            return self._call(bulk_service.create_links, read(bulk.BulkCreate, batch))

    def update_many(self, batch: bulk.BulkUpdate | Fields) -> bulk.BulkUpdateReport:
        """Change up to 1,000 links alike; those that cannot be changed come back with the reason."""
        return self._call(bulk_service.update_links, read(bulk.BulkUpdate, batch))

    def duplicates(self, query: bulk.DuplicateQuery | Fields | None = None) -> Page[bulk.DuplicateGroup]:
        """Return groups of links with the same destination."""
        return self._call(duplicate_service.list_duplicates, read(bulk.DuplicateQuery, query))

    def each_duplicate(self, query: bulk.DuplicateQuery | Fields | None = None) -> Iterator[bulk.DuplicateGroup]:
        """Yield every group of links with the same destination, page after page."""
        asked = read(bulk.DuplicateQuery, query)
        at_once = {} if "limit" in asked.model_fields_set else {"limit": bulk.MAX_DUPLICATES}
        return every(self.duplicates, asked.model_copy(update=at_once))

    def import_rows(self, batch: transfer.LinkImport | Fields, *, idempotency_key: str = "") -> transfer.ImportReport:
        """Create up to 1,000 links; bad rows come back with the reason, and the same rows may come again."""
        with named(idempotency_key):
            return self._call(transfer_service.import_links, read(transfer.LinkImport, batch))

    def days(self, link_ids: "list[str]") -> "list[transfer.LinkDays]":
        """Return all hits of up to 200 links by day."""
        return self._call(transfer_service.list_days, transfer.DaysQuery(links=",".join(link_ids)))

    def check_slug(self, query: links.SlugQuery | Fields) -> links.SlugView:
        """Say whether an address is free."""
        return self._call(slug_service.check_slug, read(links.SlugQuery, query))

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

    def create(self, draft: folders.FolderDraft | Fields, *, idempotency_key: str = "") -> folders.FolderView:
        """Make a folder."""
        with named(idempotency_key):
            return self._call(folder_service.create_folder, read(folders.FolderDraft, draft))

    def list(self) -> "list[folders.FolderView]":
        """Return the workspace's folders by name."""
        return self._call(folder_service.list_folders)

    def get(self, folder_id: str) -> folders.FolderView:
        """Return a folder by id, UUID or name."""
        return self._call(folder_service.get_folder, folder_id)

    def update(self, folder_id: str, patch: folders.FolderPatch | Fields) -> folders.FolderView:
        """Change a folder's name or colour."""
        return self._call(folder_service.update_folder, folder_id, read(folders.FolderPatch, patch))

    def delete(self, folder_id: str) -> None:
        """Delete a folder; its links stay."""
        self._call(folder_service.delete_folder, folder_id)


class Tags(Resource):
    """Words for finding links again."""

    def create(self, draft: tags.TagDraft | Fields, *, idempotency_key: str = "") -> tags.TagView:
        """Make a tag."""
        with named(idempotency_key):
            return self._call(tag_service.create_tag, read(tags.TagDraft, draft))

    def list(self) -> "list[tags.TagView]":
        """Return the workspace's tags by name."""
        return self._call(tag_service.list_tags)

    def get(self, tag_id: str) -> tags.TagView:
        """Return a tag by id, UUID or name."""
        return self._call(tag_service.get_tag, tag_id)

    def update(self, tag_id: str, patch: tags.TagPatch | Fields) -> tags.TagView:
        """Change a tag's name or colour; the name of another tag makes the two one."""
        return self._call(tag_service.update_tag, tag_id, read(tags.TagPatch, patch))

    def delete(self, tag_id: str) -> None:
        """Delete a tag, and take it off its links."""
        self._call(tag_service.delete_tag, tag_id)


class Views(Resource):
    """Lists of links that somebody wants to see again."""

    def create(
        self, draft: saved_views.SavedViewDraft | Fields, *, idempotency_key: str = ""
    ) -> saved_views.SavedViewView:
        """Save a view."""
        with named(idempotency_key):
            return self._call(view_service.create_view, read(saved_views.SavedViewDraft, draft))

    def list(self) -> "list[saved_views.SavedViewView]":
        """Return the workspace's saved views by name."""
        return self._call(view_service.list_views)

    def get(self, view_id: str) -> saved_views.SavedViewView:
        """Return a saved view by id, UUID or name."""
        return self._call(view_service.get_view, view_id)

    def update(self, view_id: str, patch: saved_views.SavedViewPatch | Fields) -> saved_views.SavedViewView:
        """Change a view's name or what it asks for."""
        return self._call(view_service.update_view, view_id, read(saved_views.SavedViewPatch, patch))

    def delete(self, view_id: str) -> None:
        """Delete a view."""
        self._call(view_service.delete_view, view_id)


class Presets(Resource):
    """Campaign parameters under a name."""

    def create(self, draft: presets.UtmPresetDraft | Fields, *, idempotency_key: str = "") -> presets.UtmPresetView:
        """Keep campaign parameters under a name."""
        with named(idempotency_key):
            return self._call(preset_service.create_preset, read(presets.UtmPresetDraft, draft))

    def list(self) -> "list[presets.UtmPresetView]":
        """Return the workspace's presets by name."""
        return self._call(preset_service.list_presets)

    def get(self, preset_id: str) -> presets.UtmPresetView:
        """Return a preset by id, UUID or name."""
        return self._call(preset_service.get_preset, preset_id)

    def update(self, preset_id: str, patch: presets.UtmPresetPatch | Fields) -> presets.UtmPresetView:
        """Change a preset."""
        return self._call(preset_service.update_preset, preset_id, read(presets.UtmPresetPatch, patch))

    def delete(self, preset_id: str) -> None:
        """Delete a preset."""
        self._call(preset_service.delete_preset, preset_id)


class Analytics(Resource):
    """Numbers about hits."""

    def totals(
        self, query: analytics.TotalsQuery | analytics.PeriodQuery | Fields | None = None
    ) -> analytics.TotalsView:
        """Return the sums of a period, and of the one it is compared with."""
        if isinstance(query, analytics.PeriodQuery) and not isinstance(query, analytics.TotalsQuery):
            query = query.model_dump(include=query.model_fields_set)
        return self._call(analytics_service.get_totals, read(analytics.TotalsQuery, query))

    def timeline(self, query: analytics.TimelineQuery | Fields | None = None) -> analytics.TimelineView:
        """Return hits over time."""
        return self._call(analytics_service.get_timeline, read(analytics.TimelineQuery, query))

    def top(self, query: analytics.TopQuery | Fields) -> analytics.TopView:
        """Return the most frequent values of a dimension."""
        return self._call(analytics_service.get_top, read(analytics.TopQuery, query))

    def heatmap(self, query: analytics.PeriodQuery | Fields | None = None) -> analytics.HeatmapView:
        """Return hits by weekday and hour."""
        return self._call(analytics_service.get_heatmap, read(analytics.PeriodQuery, query))

    def leaders(self, query: analytics.LeadersQuery | Fields | None = None) -> analytics.LeadersView:
        """Return the links with most hits."""
        return self._call(leader_service.list_leaders, read(analytics.LeadersQuery, query))

    def misses(self, query: analytics.MissQuery | Fields | None = None) -> analytics.MissView:
        """Return visits that were led nowhere: of unknown addresses, and of links that are shut."""
        return self._call(miss_service.list_misses, read(analytics.MissQuery, query))

    def hits(self, query: analytics.HitQuery | Fields | None = None) -> analytics.HitFeed:
        """Return the latest hits."""
        return self._call(feed_service.list_hits, read(analytics.HitQuery, query))

    def export(self, query: analytics.ExportQuery | Fields | None = None) -> Stream:
        """Return single hits as a file, in pieces; ``client.exporting.export_hits`` writes one."""
        return self._call(hit_service.export_hits, read(analytics.ExportQuery, query))


class Domains(Resource):
    """Hosts whose paths are slugs."""

    def list(self) -> "list[domains.DomainView]":
        """Return the workspace's domains, the default one first."""
        return self._call(domain_service.list_domains)

    def set_public_url(self, draft: domains.PublicUrlDraft | Fields) -> domains.DomainView:
        """Choose the address that new codes carry."""
        return self._call(domain_service.set_public_url, read(domains.PublicUrlDraft, draft))

    def create(self, draft: domains.DomainDraft | Fields, *, idempotency_key: str = "") -> domains.DomainView:
        """Add a domain; it answers visitors once it has been verified."""
        with named(idempotency_key):
            return self._call(domain_service.create_domain, read(domains.DomainDraft, draft))

    def get(self, domain_id: str) -> domains.DomainView:
        """Return a domain by id or host."""
        return self._call(domain_service.get_domain, domain_id)

    def update(self, domain_id: str, patch: domains.DomainPatch | Fields) -> domains.DomainView:
        """Change a domain."""
        return self._call(domain_service.update_domain, domain_id, read(domains.DomainPatch, patch))

    def delete(self, domain_id: str) -> None:
        """Remove a domain on which no link has ever been."""
        self._call(domain_service.delete_domain, domain_id)

    def verify(self, domain_id: str) -> domains.DomainView:
        """Look for the proof that a domain is yours; ``check_fault`` says what is missing."""
        return self._call(verification_service.verify_domain, domain_id)


class Files(Resource):
    """Pictures: logos for codes, images for previews."""

    def upload(self, draft: files.FileDraft | Fields, upload: Upload, *, idempotency_key: str = "") -> files.FileView:
        """Keep a picture."""
        with named(idempotency_key):
            return self._call(file_service.upload_file, read(files.FileDraft, draft), upload)

    def list(self, query: files.FileQuery | Fields | None = None) -> Page[files.FileView]:
        """Return a page of pictures, newest first."""
        return self._call(file_service.list_files, read(files.FileQuery, query))

    def each(self, query: files.FileQuery | Fields | None = None) -> Iterator[files.FileView]:
        """Yield every picture that matches, newest first, page after page."""
        return every(self.list, read(files.FileQuery, query))

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
