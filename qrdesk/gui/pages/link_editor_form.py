"""What stands in the link editor, apart from any widget: values, what changed, and how a mistyped address is mended."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from qrdesk.client import LinkDraft, LinkPatch
from qrdesk.core.schemas.links import LinkView

TITLE_MOST, NOTE_MOST, TAG_MOST, TAGS_MOST = 200, 2000, 50, 50

_ADDRESS = re.compile(r"(?i)https?://[^\s/?#]+")
_MISTYPED_SCHEME = re.compile(r"(?i)^(?:[htps]{2,6}[:;.]*(?::|/)/*|:?/+)")
_HOST_AND_REST = re.compile(r"(?i)^(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?$")


@dataclass(frozen=True, slots=True)
class Values:
    """The editor's fields as text."""

    destination: str = ""
    title: str = ""
    tags: str = ""
    note: str = ""
    slug: str = ""

    @classmethod
    def of(cls, link: LinkView) -> "Values":
        """Return the values of a link."""
        return cls(link.destination, link.title, ", ".join(link.tags), link.note, link.slug)

    def changed(self, before: "Values") -> dict[str, str]:
        """Return the fields that differ, with their new text."""
        old: Mapping[str, str] = asdict(before)
        return {name: text for name, text in asdict(self).items() if _plain(name, text) != _plain(name, old[name])}

    def onto(self, sent: "Values", saved: "Values") -> "Values":
        """Return what was saved, but what was typed since it was sent."""
        typed = self.changed(sent)
        return replace(saved, **typed)


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags in a list separated by commas."""
    words = (" ".join(tag.split()) for tag in text.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def draft_of(values: Values) -> LinkDraft:
    """Return a new link."""
    return LinkDraft(
        destination=values.destination,
        slug=values.slug or None,
        title=values.title,
        note=values.note,
        tags=tags_of(values.tags),
    )


def patch_of(changes: Mapping[str, str]) -> LinkPatch:
    """Return the changes of a link; the rest stays as it is."""
    fields: dict[str, object] = dict(changes)
    if "tags" in changes:
        fields["tags"] = tags_of(changes["tags"])
    return LinkPatch.model_validate(fields)


def looks_like_address(text: str) -> bool:
    """Whether ``text`` starts as a web address does; the server decides in the end."""
    return _ADDRESS.match(text.strip()) is not None


def mended(text: str) -> str:
    """Return the web address that ``text`` was probably meant to be; empty where nobody can tell."""
    bare = text.strip()
    if looks_like_address(bare) or not bare:
        return ""
    rest = _MISTYPED_SCHEME.sub("", bare, count=1)
    return f"https://{rest}" if _HOST_AND_REST.match(rest) else ""


def tag_trouble(text: str) -> str:
    """Return the tag that is too long; empty where none is."""
    return next((tag for tag in tags_of(text) if len(tag) > TAG_MOST), "")


def _plain(name: str, text: str) -> object:
    return tags_of(text) if name == "tags" else text.strip()
