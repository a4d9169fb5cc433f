"""What stands in the link editor, apart from any widget: values, and what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Any, Literal, cast
from urllib.parse import parse_qsl, quote, urlsplit

from pydantic import BaseModel

from qrdesk.client import LinkDraft, LinkPatch
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.rules import DeepLinks, DestinationType, Rule, Social, Utm

TITLE_MOST, NOTE_MOST, TAG_MOST, TAGS_MOST = 200, 2000, 50, 50


@dataclass(frozen=True, slots=True)
class Values:
    """The editor's fields. ``tags`` is text with commas; ``password`` empty leaves it, None takes it away."""

    destination: str = ""
    title: str = ""
    tags: str = ""
    note: str = ""
    slug: str = ""
    destination_type: DestinationType = DestinationType.URL
    folder: str = ""  # id; empty for none
    hidden: bool = False
    utm: Utm = field(default_factory=Utm)
    forward_query: Literal["off", "utm", "all"] = "off"
    query_winner: Literal["link", "visitor"] = "link"
    rules: tuple[Rule, ...] = ()
    time_zone: str = ""
    remember_visitors: bool = False
    count_only: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    expired_destination: str = ""
    fallback_destination: str = ""
    hit_limit: int | None = None
    password: str | None = ""
    deep_links: DeepLinks = field(default_factory=DeepLinks)
    social: Social = field(default_factory=Social)

    @classmethod
    def of(cls, link: LinkView) -> "Values":
        """Return the values of a link."""
        same = {one.name: getattr(link, one.name) for one in fields(cls) if one.name not in _OTHERWISE}
        folder = link.folder.id if link.folder is not None else ""
        return cls(**same, tags=", ".join(link.tags), folder=folder)

    def changed(self, before: "Values") -> dict[str, Any]:
        """Return the fields that differ, with their new value."""
        return {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if _plain(one.name, getattr(self, one.name)) != _plain(one.name, getattr(before, one.name))
        }

    def onto(self, sent: "Values", saved: "Values") -> "Values":
        """Return what was saved, but what was typed since it was sent."""
        return replace(saved, **self.changed(sent))


_OTHERWISE = frozenset({"tags", "folder", "password"})


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags in a list separated by commas."""
    words = (" ".join(tag.split()) for tag in text.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def draft_of(values: Values) -> LinkDraft:
    """Return a new link."""
    sent = _sent(values.changed(Values()))
    if not values.slug:
        sent.pop("slug", None)
    return LinkDraft.model_validate({"destination": values.destination, **sent})


def patch_of(changes: Mapping[str, Any]) -> LinkPatch:
    """Return the changes of a link; the rest stays as it is."""
    return LinkPatch.model_validate(_sent(changes))


def _sent(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes as plain values: what the fields hold is checked only when it is sent."""
    sent = {name: _bare(value) for name, value in changes.items()}
    if "tags" in sent:
        sent["tags"] = tags_of(str(sent["tags"]))
    if sent.get("folder") == "":
        sent["folder"] = None
    return sent


def with_utm(url: str, utm: Utm) -> str:
    """Return ``url`` with the campaign parameters that it does not have itself, as the server adds them."""
    there = {name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}
    wanted = {f"utm_{name}": value for name, value in utm.model_dump().items() if value}
    more = "&".join(f"{name}={quote(value, safe='')}" for name, value in wanted.items() if name not in there)
    if not more:
        return url
    head, mark, fragment = url.partition("#")
    join = "&" if "?" in head and not head.endswith(("?", "&")) else "" if "?" in head else "?"
    return f"{head}{join}{more}{mark}{fragment}"


def tag_trouble(text: str) -> str:
    """Return the tag that is too long; empty where none is."""
    return next((tag for tag in tags_of(text) if len(tag) > TAG_MOST), "")


def _plain(name: str, value: object) -> object:
    if name == "tags" and isinstance(value, str):
        return tags_of(value)
    if isinstance(value, datetime):  # the fields show minutes
        return value.astimezone(UTC).replace(second=0, microsecond=0)
    return value.strip() if isinstance(value, str) and name != "password" else value


def _bare(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_bare(one) for one in cast("tuple[object, ...]", value))
    return value.model_dump() if isinstance(value, BaseModel) else value
