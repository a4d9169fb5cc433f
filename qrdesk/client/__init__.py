"""The Python SDK: one client for a database on this computer and for a server far away.

with Client.remote("https://go.example.com", key="qrd_...") as client:
    link = client.links.create(LinkDraft(destination="https://example.com"))
"""

from qrdesk.client.client import Client
from qrdesk.core.schemas.access import KeyDraft, PublicUrlDraft, WorkspacePatch
from qrdesk.core.schemas.analytics import Dimension, HitQuery, PeriodQuery, TimelineQuery, TopQuery
from qrdesk.core.schemas.artwork import ArtworkFormat, Design, ErrorCorrection, ExportDraft
from qrdesk.core.schemas.codes import CodeDraft, CodePatch, CodeQuery
from qrdesk.core.schemas.links import ImportRow, LinkDraft, LinkImport, LinkPatch, LinkQuery, SlugQuery

__all__ = [
    "ArtworkFormat",
    "Client",
    "CodeDraft",
    "CodePatch",
    "CodeQuery",
    "Design",
    "Dimension",
    "ErrorCorrection",
    "ExportDraft",
    "HitQuery",
    "ImportRow",
    "KeyDraft",
    "LinkDraft",
    "LinkImport",
    "LinkPatch",
    "LinkQuery",
    "PeriodQuery",
    "PublicUrlDraft",
    "SlugQuery",
    "TimelineQuery",
    "TopQuery",
    "WorkspacePatch",
]
