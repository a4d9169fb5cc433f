"""The Python SDK: one client for a database on this computer and for a server far away.

with Client.remote("https://go.example.com", key="qrd_...") as client:
    link = client.links.create(LinkDraft(destination="https://example.com"))
"""

from qrdesk.client.client import Client
from qrdesk.core.schemas.access import KeyDraft, KeyPatch, RotationDraft, WorkspacePatch
from qrdesk.core.schemas.analytics import (
    Dimension,
    ExportQuery,
    HitQuery,
    LeadersQuery,
    MissQuery,
    PeriodQuery,
    TimelineQuery,
    TopQuery,
    TotalsQuery,
)
from qrdesk.core.schemas.artwork import ArtworkFormat, Design, ErrorCorrection, ExportDraft
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.bulk import BulkCreate, BulkUpdate, DuplicateQuery
from qrdesk.core.schemas.codes import CodeDraft, CodePatch, CodeQuery
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch, PublicUrlDraft
from qrdesk.core.schemas.events import EventQuery
from qrdesk.core.schemas.files import FileDraft, FileQuery
from qrdesk.core.schemas.folders import FolderDraft, FolderPatch
from qrdesk.core.schemas.links import AliasDraft, LinkDraft, LinkPatch, LinkQuery, SlugQuery
from qrdesk.core.schemas.members import AcceptDraft, InvitationDraft, MemberPatch, WorkspaceDraft
from qrdesk.core.schemas.presets import UtmPresetDraft, UtmPresetPatch
from qrdesk.core.schemas.saved_views import SavedViewDraft, SavedViewPatch
from qrdesk.core.schemas.simulation import SimulationDraft, VisitDraft
from qrdesk.core.schemas.tags import TagDraft, TagPatch
from qrdesk.core.schemas.transfer import ImportRow, LinkImport
from qrdesk.core.schemas.usage import PlanChoiceDraft, PlanDraft
from qrdesk.core.schemas.webhooks import (
    DeliveryQuery,
    EndpointDraft,
    EndpointPatch,
    EndpointQuery,
    RecoverDraft,
    SecretDraft,
)

__all__ = [
    "AcceptDraft",
    "AliasDraft",
    "ArtworkFormat",
    "BulkCreate",
    "BulkUpdate",
    "Client",
    "CodeDraft",
    "CodePatch",
    "CodeQuery",
    "DeliveryQuery",
    "Design",
    "Dimension",
    "DomainDraft",
    "DomainPatch",
    "DuplicateQuery",
    "EndpointDraft",
    "EndpointPatch",
    "EndpointQuery",
    "ErrorCorrection",
    "EventQuery",
    "ExportDraft",
    "ExportQuery",
    "FileDraft",
    "FileQuery",
    "FolderDraft",
    "FolderPatch",
    "HitQuery",
    "ImportRow",
    "InvitationDraft",
    "KeyDraft",
    "KeyPatch",
    "LeadersQuery",
    "LinkDraft",
    "LinkImport",
    "LinkPatch",
    "LinkQuery",
    "MemberPatch",
    "MissQuery",
    "PeriodQuery",
    "PlanChoiceDraft",
    "PlanDraft",
    "PublicUrlDraft",
    "RecoverDraft",
    "RotationDraft",
    "SavedViewDraft",
    "SavedViewPatch",
    "SecretDraft",
    "SimulationDraft",
    "SlugQuery",
    "TagDraft",
    "TagPatch",
    "TimelineQuery",
    "TopQuery",
    "TotalsQuery",
    "Upload",
    "UtmPresetDraft",
    "UtmPresetPatch",
    "VisitDraft",
    "WorkspaceDraft",
    "WorkspacePatch",
]
