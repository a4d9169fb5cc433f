"""What a body says of a short link, as fields of a draft or patch. What is only sent back changes nothing."""

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from qrdesk.core.context import Context
from qrdesk.core.errors import BadSlug, Invalid, NotFound, QRDeskError
from qrdesk.core.schemas.links import LinkDraft, LinkPatch
from qrdesk.core.schemas.rules import MAX_RULES, DeepLinks, Social
from qrdesk.core.services import files, folders, link_company
from qrdesk.core.services.whole_links import WholeLink
from qrdesk.core.validation import from_validation
from qrdesk.daemon.dialects.dialect import milliseconds, text_of
from qrdesk.daemon.dialects.h0p import destinations, rules
from qrdesk.daemon.dialects.h0p.labels import is_default_folder
from qrdesk.daemon.dialects.h0p.link_shape import meta_tags
from qrdesk.daemon.dialects.h0p.reading import checked_id, flag_of, list_of, object_of
from qrdesk.daemon.dialects.refused import rename

HIDDEN = ("cloaking", "isCloaked", "hideDestination", "isHidden")
OPENS_APPS = ("deepLinking", "autoDeepLink", "isDeepLinkEnabled")
_SLUG = re.compile(r"(?![-_])[A-Za-z0-9_-]{1,50}(?<![-_])")
_MOST_TAGS, _LONGEST_TAG = 10, 30
_PASSWORD = range(5, 26)  # characters
_Fields = dict[str, Any]
_Sent = TypeVar("_Sent", LinkDraft, LinkPatch)


@dataclass(frozen=True, slots=True)
class Change:
    """What a body says: fields of a draft or patch, its rules as they were read, and a new wish for apps."""

    fields: _Fields
    rules: rules.Read | None
    opens_apps: bool | None

    def draft(self, host: str) -> LinkDraft:
        """Return it as the draft of a link on a domain.

        Raises:
            Invalid: one of the fields cannot be used.
        """
        said = {name: one for name, one in self.fields.items() if one is not None}
        return _read(LinkDraft, {**said, "host": host})

    def patch(self, without: str = "") -> LinkPatch:
        """Return it as a patch; ``without`` is a field to leave out.

        Raises:
            Invalid: one of the fields cannot be used.
        """
        return _read(LinkPatch, {name: one for name, one in self.fields.items() if name != without})

    @contextmanager
    def named(self) -> Generator[None]:
        """Let what the body refuses of the rules be called as it was in what was sent."""
        try:
            yield
        except QRDeskError as error:
            if self.rules is not None:
                rename(error, self.rules.name_of)
            raise


def change_of(ctx: Context, sent: Mapping[str, Any], link: WholeLink | None) -> Change:
    """Return what was sent as a change of a link as it is, or as a new one (None).

    Raises:
        Invalid: one of the fields cannot be used.
        NotFound: no such folder or picture.
    """
    listed = list_of(sent, "rules", MAX_RULES)
    read = None if listed is None else rules.read(ctx, listed, link.routing.rules if link is not None else ())
    opened = link is not None and link.opens_apps
    wish = flag_of(sent, OPENS_APPS, was=opened)
    found = _fields(ctx, sent, link)
    if read is not None:
        found["rules"] = read.rules
    if wish is False and link is not None and link.routing.deep_links != DeepLinks():
        found["deep_links"] = DeepLinks()
    return Change(found, read, None if wish == opened else wish)


def _read(kind: type[_Sent], said: _Fields) -> _Sent:
    try:
        return kind(**said)
    except ValidationError as fault:
        raise from_validation(fault) from fault


def _fields(ctx: Context, sent: Mapping[str, Any], link: WholeLink | None) -> _Fields:
    found: _Fields = {**_destination(sent, link), **_slug(sent, link), **_tags(sent, link), **_ends(sent, link)}
    if "folderId" in sent:
        found["folder"] = _folder(ctx, sent)
    if (password := _password(sent)) is not None:
        found["password"] = password[0]
    was = link is not None and link.routing.hidden
    if flag_of(sent, HIDDEN, was=was) is (not was):
        found["hidden"] = not was
    if "metaTags" in sent:
        found |= _social(ctx, sent, link)
    return found


def _destination(sent: Mapping[str, Any], link: WholeLink | None) -> _Fields:
    if sent.get("destination") is None:
        if link is None:
            raise Invalid.field("destination", "This is needed: where the link leads.")
        return {}
    shown = None if link is None else destinations.shown(link.destination, link.destination_type)
    led = destinations.read(sent["destination"], "destination", shown)
    return {} if led is None else {"destination": led[0], "destination_type": led[1]}


def _slug(sent: Mapping[str, Any], link: WholeLink | None) -> _Fields:
    slug = text_of(sent, "slug")
    if slug is None or (link is not None and slug == link.slug):
        return {}
    if not _SLUG.fullmatch(slug):
        reason = "An address has from 1 to 50 letters, digits, hyphens and underscores, and begins and ends with none."
        raise BadSlug(reason, field_errors={"slug": reason})
    return {"slug": slug}


def _tags(sent: Mapping[str, Any], link: WholeLink | None) -> _Fields:
    found = sent.get("tags")
    if found is None:
        return {}
    if not isinstance(found, list):
        raise Invalid.field("tags", "This must be a list of names.")
    names = [_tag(place, one) for place, one in enumerate(found)]
    own = set[str]() if link is None else {tag.name for tag in link.tags}
    if link is not None and set(names) == own:
        return {}  # more of them, or longer ones, than H0p has can only have been sent back
    if len(set(names)) > _MOST_TAGS and not (link is not None and set(names) <= own):
        raise Invalid.field("tags", f"A link has {_MOST_TAGS} tags at most.")
    for place, name in enumerate(names):
        if not 1 <= len(name.strip()) <= _LONGEST_TAG and name not in own:
            raise Invalid.field(f"tags.{place}", f"A tag has from 1 to {_LONGEST_TAG} characters.")
    return {"tags": names}


def _tag(place: int, sent: Any) -> str:
    name = sent.get("name") if isinstance(sent, dict) else sent  # as answers have them, or by name
    if not isinstance(name, str):
        raise Invalid.field(f"tags.{place}", "This must be the name of a tag.")
    return name


def _ends(sent: Mapping[str, Any], link: WholeLink | None) -> _Fields:
    found: _Fields = {}
    at = text_of(sent, "expiresAt")
    if "expiresAt" in sent and (link is None or at != milliseconds(link.ends_at)):
        found["ends_at"] = at
    if "maxClicks" in sent and (link is None or sent["maxClicks"] != link.hit_limit):
        found["hit_limit"] = _limit(sent["maxClicks"])
    return found


def _limit(sent: Any) -> int | None:
    if sent is None:
        return None
    if isinstance(sent, bool) or not isinstance(sent, (int, float)) or sent != sent // 1:
        raise Invalid.field("maxClicks", "This must be a whole number.")
    if sent <= 1:
        raise Invalid.field("maxClicks", "This must be more than 1.")
    return int(sent)


def _folder(ctx: Context, sent: Mapping[str, Any]) -> str | None:
    name = text_of(sent, "folderId")
    if name is None:
        return None
    name = checked_id(name, "folder")
    if is_default_folder(name, link_company.get_own(ctx)):
        return None
    return folders.get_folder(ctx, name).id


def _password(sent: Mapping[str, Any]) -> tuple[str | None] | None:
    """Return the password, or None within for none from now on; None where nothing was said."""
    if "password" not in sent:
        return None
    password = text_of(sent, "password")
    if password is not None and len(password) not in _PASSWORD:
        raise Invalid.field("password", f"A password has from {_PASSWORD[0]} to {_PASSWORD[-1]} characters.")
    return (password,)


def _social(ctx: Context, sent: Mapping[str, Any], link: WholeLink | None) -> _Fields:
    said = object_of(sent, "metaTags")
    if said is None:
        return {"social": Social()}
    shown = meta_tags(link) if link is not None else {}
    found = {name: text_of(said, name) for name in ("title", "description", "imageId") if name in said}
    changed = {name: value for name, value in found.items() if name not in shown or value != shown[name]}
    if not changed:
        return {}
    social = (link.routing.social if link is not None else Social()).model_dump()
    for name, value in changed.items():
        if name == "imageId":
            social["image_url"] = "" if value is None else _picture(ctx, value)
        else:
            social[name] = value or ""
    return {"social": social}


def _picture(ctx: Context, name: str) -> str:
    found = link_company.find_picture(ctx, checked_id(name, "picture"))
    url = None if found is None else files.get_file(ctx, found).url
    if url is None:
        raise NotFound.of("picture", name)
    return url
