"""The Python SDK: one client for a database on this computer and for a server far away.

with Client.remote("https://go.example.com", key="qrd_...") as client:
    link = client.links.create(LinkDraft(destination="https://example.com"))

Everything that its methods take, return and raise is here. The guide is the manual's page "sdk".
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from qrdesk.client.verifying import WebhookEvent, WebhookInvalid, verify_webhook
from qrdesk.core.errors import (
    AmbiguousKey,
    AnswerLost,
    ArtworkRisky,
    ArtworkUnreadable,
    BadDestination,
    BadPicture,
    BadSlug,
    Busy,
    CalledOff,
    CannotRead,
    CannotWrite,
    Conflict,
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseNewer,
    DatabaseUnreachable,
    FeatureNotAvailable,
    FilesUnreachable,
    Forbidden,
    IdempotencyKeyConflict,
    Invalid,
    InvitationOver,
    KeyMistyped,
    KeyNotFromHere,
    KeyUnknown,
    Kind,
    LastOwner,
    Limited,
    LinkGone,
    NotFound,
    PlanLimitReached,
    PortInUse,
    PreconditionFailed,
    PreflightFailed,
    QRDeskError,
    QueryTooLong,
    ScopeMissing,
    SecretKeyChanged,
    SecretKeyMissing,
    ServerUnreachable,
    SlugReserved,
    SlugTaken,
    TooLarge,
    Unauthenticated,
    Unexpected,
)
from qrdesk.core.schemas.access import (
    KeyDraft,
    KeyPatch,
    KeyView,
    NewKeyView,
    Role,
    RotatedKeyView,
    RotationDraft,
    Scope,
    WorkspacePatch,
    WorkspaceView,
)
from qrdesk.core.schemas.analytics import (
    Dimension,
    ExportQuery,
    HeatmapView,
    HitFeed,
    HitQuery,
    HitView,
    LeaderRow,
    LeadersQuery,
    LeadersView,
    MissQuery,
    MissRow,
    MissView,
    PeriodQuery,
    ShutRow,
    TimelinePoint,
    TimelineQuery,
    TimelineView,
    TopQuery,
    TopRow,
    TopView,
    TotalsQuery,
    TotalsView,
)
from qrdesk.core.schemas.artwork import (
    ArtworkFormat,
    ArtworkReport,
    Check,
    ExportDraft,
    Preflight,
    Process,
    ScanFix,
    ScanReason,
    ScanScore,
)
from qrdesk.core.schemas.audit import AuditExportQuery, AuditQuery, AuditView
from qrdesk.core.schemas.base import Blob, Page, Pagination, Poster, Stream, Upload
from qrdesk.core.schemas.bulk import (
    BulkChanged,
    BulkCreate,
    BulkCreateReport,
    BulkMade,
    BulkRefusal,
    BulkUpdate,
    BulkUpdateReport,
    DuplicateGroup,
    DuplicateQuery,
    LinkStill,
)
from qrdesk.core.schemas.changes import ChangesQuery, ChangesView, ChangeView
from qrdesk.core.schemas.codes import ArtworkQuery, CodeDraft, CodePatch, CodeQuery, CodeView, PreviewDraft
from qrdesk.core.schemas.codes_bulk import (
    CodeOfLink,
    CodesOfLinksDraft,
    CodesOfLinksReport,
    PrintedDraft,
    PrintedReport,
)
from qrdesk.core.schemas.contents import (
    AnyContent,
    AppContent,
    CryptoContent,
    EmailContent,
    EpcContent,
    EventContent,
    GeoContent,
    Gs1Content,
    MecardContent,
    PhoneContent,
    SmsContent,
    SwissBillContent,
    TextContent,
    UrlContent,
    VcardContent,
    WhatsappContent,
    WifiContent,
)
from qrdesk.core.schemas.contents.bills import BillParty
from qrdesk.core.schemas.contents.people import CardAddress, CardMail, CardPhone
from qrdesk.core.schemas.design import (
    Body,
    BodyShape,
    Design,
    ErrorCorrection,
    Eye,
    Eyes,
    EyeShape,
    Frame,
    FrameIcon,
    FrameShape,
    Gradient,
    Logo,
    Stop,
    SymbolWish,
)
from qrdesk.core.schemas.designs import (
    AppliedReport,
    ApplyDraft,
    DesignDraft,
    DesignPatch,
    DesignView,
    PresetView,
    StyledView,
    StylingDraft,
    StylingView,
)
from qrdesk.core.schemas.domains import (
    DnsRecord,
    DomainCheck,
    DomainDraft,
    DomainPatch,
    DomainStatus,
    DomainView,
    PublicUrlDraft,
)
from qrdesk.core.schemas.events import EventQuery, EventView
from qrdesk.core.schemas.files import FileDraft, FileQuery, FileUses, FileView
from qrdesk.core.schemas.folders import FolderDraft, FolderPatch, FolderView
from qrdesk.core.schemas.links import (
    AliasDraft,
    ErasedView,
    FolderBrief,
    LinkDraft,
    LinkPatch,
    LinkQuery,
    LinkState,
    LinkSummary,
    LinkView,
    PrintedView,
    SlugQuery,
    SlugView,
    TargetStatus,
    TargetView,
)
from qrdesk.core.schemas.members import (
    AcceptDraft,
    AcceptedView,
    InvitationDraft,
    InvitationView,
    MeKeyView,
    MemberPatch,
    MemberView,
    MeView,
    NewInvitationView,
    WorkspaceDraft,
)
from qrdesk.core.schemas.presets import UtmPresetDraft, UtmPresetPatch, UtmPresetView
from qrdesk.core.schemas.rules import (
    AppTarget,
    BrowserCondition,
    CountryCondition,
    DatesCondition,
    DeepLinks,
    DestinationType,
    Device,
    DeviceCondition,
    HitsCondition,
    LanguageCondition,
    Os,
    OsCondition,
    QueryCondition,
    ReferrerCondition,
    RegionCondition,
    Rule,
    Social,
    TimeCondition,
    Utm,
    Variant,
    VisitorCondition,
    Weekday,
    Window,
)
from qrdesk.core.schemas.saved_views import SavedViewDraft, SavedViewPatch, SavedViewView
from qrdesk.core.schemas.simulation import NewSimulationDraft, RuleTrace, SimulationDraft, SimulationView, VisitDraft
from qrdesk.core.schemas.tags import TagDraft, TagPatch, TagView
from qrdesk.core.schemas.transfer import (
    DayCount,
    ImportReport,
    ImportRow,
    LinkDays,
    LinkImport,
    RefusedRow,
    RowNotice,
    ThereRow,
)
from qrdesk.core.schemas.usage import Meter, PlanChoiceDraft, PlanChoiceView, PlanDraft, PlanView, UsageView, UsedView
from qrdesk.core.schemas.webhooks import (
    AttemptView,
    DeliveryDetail,
    DeliveryQuery,
    DeliveryView,
    EndpointDraft,
    EndpointPatch,
    EndpointQuery,
    EndpointView,
    EventKindView,
    Format,
    FormatView,
    HourView,
    NewEndpointView,
    RecoverDraft,
    RequeuedView,
    SecretDraft,
    SecretView,
    WatchView,
)

if TYPE_CHECKING:
    from qrdesk.client.client import Client
else:

    def __getattr__(name: str) -> Any:
        # the client knows every service, and they the tables: whoever checks a webhook need not wait for those
        if name != "Client":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = import_module("qrdesk.client.client").Client
        globals()[name] = found
        return found


__all__ = [
    "AcceptDraft", "AcceptedView", "AliasDraft", "AmbiguousKey", "AnswerLost", "AnyContent", "AppContent", "AppTarget",
    "AppliedReport", "ApplyDraft", "ArtworkFormat", "ArtworkQuery", "ArtworkReport", "ArtworkRisky",
    "ArtworkUnreadable", "AttemptView", "AuditExportQuery", "AuditQuery", "AuditView", "BadDestination", "BadPicture",
    "BadSlug", "BillParty", "Blob", "Body", "BodyShape", "BrowserCondition", "BulkChanged", "BulkCreate",
    "BulkCreateReport", "BulkMade", "BulkRefusal", "BulkUpdate", "BulkUpdateReport", "Busy", "CalledOff", "CannotRead",
    "CannotWrite", "CardAddress", "CardMail", "CardPhone", "ChangeView", "ChangesQuery", "ChangesView", "Check",
    "Client", "CodeDraft", "CodeOfLink", "CodePatch", "CodeQuery", "CodeView", "CodesOfLinksDraft",
    "CodesOfLinksReport", "Conflict", "CountryCondition", "CryptoContent", "DatabaseCorrupt", "DatabaseLocked",
    "DatabaseNewer", "DatabaseUnreachable", "DatesCondition", "DayCount", "DeepLinks", "DeliveryDetail",
    "DeliveryQuery", "DeliveryView", "Design", "DesignDraft", "DesignPatch", "DesignView", "DestinationType", "Device",
    "DeviceCondition", "Dimension", "DnsRecord", "DomainCheck", "DomainDraft", "DomainPatch", "DomainStatus",
    "DomainView", "DuplicateGroup", "DuplicateQuery", "EmailContent", "EndpointDraft", "EndpointPatch", "EndpointQuery",
    "EndpointView", "EpcContent", "ErasedView", "ErrorCorrection", "EventContent", "EventKindView", "EventQuery",
    "EventView", "ExportDraft", "ExportQuery", "Eye", "EyeShape", "Eyes", "FeatureNotAvailable", "FileDraft",
    "FileQuery", "FileUses", "FileView", "FilesUnreachable", "FolderBrief", "FolderDraft", "FolderPatch", "FolderView",
    "Forbidden", "Format", "FormatView", "Frame", "FrameIcon", "FrameShape", "GeoContent", "Gradient", "Gs1Content",
    "HeatmapView", "HitFeed", "HitQuery", "HitView", "HitsCondition", "HourView", "IdempotencyKeyConflict",
    "ImportReport", "ImportRow", "Invalid", "InvitationDraft", "InvitationOver", "InvitationView", "KeyDraft",
    "KeyMistyped", "KeyNotFromHere", "KeyPatch", "KeyUnknown", "KeyView", "Kind", "LanguageCondition", "LastOwner",
    "LeaderRow", "LeadersQuery", "LeadersView", "Limited", "LinkDays", "LinkDraft", "LinkGone", "LinkImport",
    "LinkPatch", "LinkQuery", "LinkState", "LinkStill", "LinkSummary", "LinkView", "Logo", "MeKeyView", "MeView",
    "MecardContent", "MemberPatch", "MemberView", "Meter", "MissQuery", "MissRow", "MissView", "NewEndpointView",
    "NewInvitationView", "NewKeyView", "NewSimulationDraft", "NotFound", "Os", "OsCondition", "Page", "Pagination",
    "PeriodQuery", "PhoneContent", "PlanChoiceDraft", "PlanChoiceView", "PlanDraft", "PlanLimitReached", "PlanView",
    "PortInUse", "Poster",
    "PreconditionFailed", "Preflight", "PreflightFailed", "PresetView", "PreviewDraft", "PrintedDraft",
    "PrintedReport", "PrintedView", "Process", "PublicUrlDraft", "QRDeskError", "QueryCondition", "QueryTooLong",
    "RecoverDraft", "ReferrerCondition", "RefusedRow", "RegionCondition", "RequeuedView", "Role", "RotatedKeyView",
    "RotationDraft", "RowNotice", "Rule", "RuleTrace", "SavedViewDraft", "SavedViewPatch", "SavedViewView", "ScanFix",
    "ScanReason", "ScanScore", "Scope", "ScopeMissing", "SecretDraft", "SecretKeyChanged", "SecretKeyMissing",
    "SecretView", "ServerUnreachable", "ShutRow", "SimulationDraft", "SimulationView", "SlugQuery", "SlugReserved",
    "SlugTaken", "SlugView", "SmsContent", "Social", "Stop", "Stream", "StyledView", "StylingDraft", "StylingView",
    "SwissBillContent", "SymbolWish", "TagDraft", "TagPatch", "TagView", "TargetStatus", "TargetView", "TextContent",
    "ThereRow", "TimeCondition", "TimelinePoint", "TimelineQuery", "TimelineView", "TooLarge", "TopQuery", "TopRow",
    "TopView", "TotalsQuery", "TotalsView", "Unauthenticated", "Unexpected", "Upload", "UrlContent", "UsageView",
    "UsedView", "Utm", "UtmPresetDraft", "UtmPresetPatch", "UtmPresetView", "Variant", "VcardContent", "VisitDraft",
    "VisitorCondition", "WatchView", "WebhookEvent", "WebhookInvalid", "Weekday", "WhatsappContent", "WifiContent",
    "Window", "WorkspaceDraft", "WorkspacePatch", "WorkspaceView", "verify_webhook",
]  # fmt: skip
