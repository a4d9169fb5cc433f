"""Tables, and nothing else."""

from qrdesk.core.models.access import Key, Member, Workspace
from qrdesk.core.models.hits import Hit, ImportedDay, RollupDay, RollupHour, SeenVisitor, SpoolOffset, VisitorSalt
from qrdesk.core.models.links import Code, Domain, Folder, Link, LinkTag, SavedView, Slug, Tag, TargetCheck, UtmPreset
from qrdesk.core.models.search import LinkText
from qrdesk.core.models.system import ChangeEpoch, Fact, Outbox
from qrdesk.core.models.transfer import ImportKey

ALL_MODELS = (
    Workspace,
    Member,
    Key,
    Domain,
    Folder,
    Link,
    Slug,
    Tag,
    LinkTag,
    SavedView,
    UtmPreset,
    TargetCheck,
    Code,
    Hit,
    RollupHour,
    RollupDay,
    ImportedDay,
    SeenVisitor,
    VisitorSalt,
    SpoolOffset,
    ChangeEpoch,
    Fact,
    Outbox,
    ImportKey,
)

__all__ = [
    "ALL_MODELS",
    "ChangeEpoch",
    "Code",
    "Domain",
    "Fact",
    "Folder",
    "Hit",
    "ImportKey",
    "ImportedDay",
    "Key",
    "Link",
    "LinkTag",
    "LinkText",
    "Member",
    "Outbox",
    "RollupDay",
    "RollupHour",
    "SavedView",
    "SeenVisitor",
    "Slug",
    "SpoolOffset",
    "Tag",
    "TargetCheck",
    "UtmPreset",
    "VisitorSalt",
    "Workspace",
]
