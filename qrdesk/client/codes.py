"""Codes, designs and their artwork: rows of the operations table as methods, a line each."""

from collections.abc import Iterator
from datetime import datetime

from qrdesk.client.once import named
from qrdesk.client.resource import Fields, Resource, every, read
from qrdesk.core.schemas import codes, codes_bulk, designs
from qrdesk.core.schemas.artwork import ArtworkReport, ExportDraft
from qrdesk.core.schemas.base import Blob, Page
from qrdesk.core.services import code_bulk as bulk_service
from qrdesk.core.services import code_previews as preview_service
from qrdesk.core.services import codes as code_service
from qrdesk.core.services import design_styling as styling_service
from qrdesk.core.services import designs as design_service


class Codes(Resource):
    """QR codes: of links, and static ones."""

    def create(self, draft: codes.CodeDraft | Fields, *, idempotency_key: str = "") -> codes.CodeView:
        """Make a code for a link, or a static one with a content of its own."""
        with named(idempotency_key):
            return self._call(code_service.create_code, read(codes.CodeDraft, draft))

    def of_links(
        self, draft: codes_bulk.CodesOfLinksDraft | Fields, *, idempotency_key: str = ""
    ) -> codes_bulk.CodesOfLinksReport:
        """Return the codes of up to 1,000 links that carry their own addresses, made where there are none."""
        with named(idempotency_key):
            return self._call(bulk_service.create_codes_of_links, read(codes_bulk.CodesOfLinksDraft, draft))

    def remember_printed(
        self, draft: codes_bulk.PrintedDraft | Fields, *, idempotency_key: str = ""
    ) -> codes_bulk.PrintedReport:
        """Remember up to 1,000 codes as printed that were drawn elsewhere."""
        with named(idempotency_key):
            return self._call(bulk_service.remember_printed, read(codes_bulk.PrintedDraft, draft))

    def forget_printed(self, code_id: str, *, printed_at: datetime | None = None) -> codes.CodeView:
        """Take back that a code was remembered as printed: only that print, if it is named by when it was."""
        return self._call(code_service.forget_printed, code_id, codes.PrintQuery(printed_at=printed_at))

    def list(self, query: codes.CodeQuery | Fields | None = None) -> Page[codes.CodeView]:
        """Return a page of codes, without passwords unless ``secrets`` is asked for."""
        return self._call(code_service.list_codes, read(codes.CodeQuery, query))

    def each(self, query: codes.CodeQuery | Fields | None = None) -> Iterator[codes.CodeView]:
        """Yield every code that matches, page after page, without passwords unless ``secrets`` is asked for."""
        return every(self.list, read(codes.CodeQuery, query))

    def get(self, code_id: str) -> codes.CodeView:
        """Return a code."""
        return self._call(code_service.get_code, code_id)

    def update(self, code_id: str, patch: codes.CodePatch | Fields) -> codes.CodeView:
        """Change a code's name, its look, or what it carries."""
        return self._call(code_service.update_code, code_id, read(codes.CodePatch, patch))

    def delete(self, code_id: str) -> None:
        """Delete a static code, or one of a link that was never printed."""
        self._call(code_service.delete_code, code_id)

    def export(self, code_id: str, draft: ExportDraft | Fields) -> Blob:
        """Return a code's artwork as a file."""
        return self._call(code_service.export_code, code_id, read(ExportDraft, draft))

    def artwork(self, code_id: str, query: codes.ArtworkQuery | Fields | None = None) -> Blob:
        """Return a code's artwork with its own look; it is not remembered as printed unless the query says so."""
        return self._call(preview_service.get_artwork, code_id, read(codes.ArtworkQuery, query))

    def preview(self, draft: codes.PreviewDraft | Fields) -> ArtworkReport:
        """Return what is to be known of artwork before there is a code."""
        return self._call(preview_service.preview_code, read(codes.PreviewDraft, draft))


class Designs(Resource):
    """Looks under a name."""

    def create(self, draft: designs.DesignDraft | Fields, *, idempotency_key: str = "") -> designs.DesignView:
        """Keep a look under a name."""
        with named(idempotency_key):
            return self._call(design_service.create_design, read(designs.DesignDraft, draft))

    def list(self) -> "list[designs.DesignView]":
        """Return the workspace's designs by name."""
        return self._call(design_service.list_designs)

    def get(self, design_id: str) -> designs.DesignView:
        """Return a design by id, UUID or name."""
        return self._call(design_service.get_design, design_id)

    def update(self, design_id: str, patch: designs.DesignPatch | Fields) -> designs.DesignView:
        """Change a design; codes keep what they have."""
        return self._call(design_service.update_design, design_id, read(designs.DesignPatch, patch))

    def delete(self, design_id: str) -> None:
        """Delete a design; codes keep their look."""
        self._call(design_service.delete_design, design_id)

    def apply(self, design_id: str, draft: designs.ApplyDraft | Fields) -> designs.AppliedReport:
        """Give a design's look to many codes."""
        return self._call(design_service.apply_design, design_id, read(designs.ApplyDraft, draft))

    def presets(self) -> "list[designs.PresetView]":
        """Return the looks that QRDesk brings along, to begin with."""
        return self._call(styling_service.list_design_presets)

    def from_styling(self, draft: designs.StylingDraft | Fields) -> designs.StyledView:
        """Return the design that options of qr-code-styling describe; nothing is kept."""
        return self._call(styling_service.read_styling, read(designs.StylingDraft, draft))

    def styling(self, design_id: str) -> designs.StylingView:
        """Return a design as options of qr-code-styling."""
        return self._call(styling_service.get_design_styling, design_id)
