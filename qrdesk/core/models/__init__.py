"""Tables, and nothing else."""

from qrdesk.core.models.access import Key, Member, Workspace
from qrdesk.core.models.hits import Hit, RollupDay, RollupHour, SpoolOffset
from qrdesk.core.models.links import Code, Domain, Link, LinkTag, Slug, Tag
from qrdesk.core.models.system import ChangeEpoch, Fact

ALL_MODELS = (
    Workspace,
    Member,
    Key,
    Domain,
    Link,
    Slug,
    Tag,
    LinkTag,
    Code,
    Hit,
    RollupHour,
    RollupDay,
    SpoolOffset,
    ChangeEpoch,
    Fact,
)

__all__ = [
    "ALL_MODELS",
    "ChangeEpoch",
    "Code",
    "Domain",
    "Fact",
    "Hit",
    "Key",
    "Link",
    "LinkTag",
    "Member",
    "RollupDay",
    "RollupHour",
    "Slug",
    "SpoolOffset",
    "Tag",
    "Workspace",
]
