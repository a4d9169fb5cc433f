"""What ``qrdesk link create`` and ``update`` have in common: options for a link's ways, and the fields they become."""

import json
import re
import warnings
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from getpass import GetPassWarning
from typing import Any, TypeVar, cast

import click

from qrdesk.cli import completing
from qrdesk.cli.moments import MomentType, zone_of
from qrdesk.client import Client
from qrdesk.core.errors import BadDestination
from qrdesk.core.schemas.links import LinkPatch, LinkView

F = TypeVar("F", bound=Callable[..., Any])
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}(:\d{1,5})?([/?#]\S*)?")  # such as example.com/menu
_UTM = ("source", "medium", "campaign", "term", "content")
_PARTS = {  # options that are one part of a field: (field, part)
    **{f"utm_{name}": ("utm", name) for name in _UTM},
    "ios_url": ("deep_links", "ios", "url"),
    "ios_store": ("deep_links", "ios", "store"),
    "android_url": ("deep_links", "android", "url"),
    "android_store": ("deep_links", "android", "store"),
    "social_title": ("social", "title"),
    "social_description": ("social", "description"),
    "social_image": ("social", "image_url"),
}
_FIELDS = {
    "folder": "folder",
    "expired_url": "expired_destination",
    "fallback_url": "fallback_destination",
    "hit_limit": "hit_limit",
    "password": "password",
    "forward_query": "forward_query",
    "query_winner": "query_winner",
    "hidden": "hidden",
    "rules": "rules",
    "time_zone": "time_zone",
    "kind": "destination_type",
    "remember_visitors": "remember_visitors",
    "count_only": "count_only",
}


class _RuleFile(click.ParamType[Any]):
    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> list[Any]:
        try:
            with click.open_file(value, encoding="utf-8") as file:
                read: Any = json.load(file)
        except OSError as fault:
            self.fail(f"{value} cannot be read: {fault.strerror}.", param, ctx)
        except (ValueError, RecursionError):
            self.fail(f"{value} is not JSON.", param, ctx)
        found: Any = read
        if isinstance(read, dict):
            whole = cast("dict[str, Any]", read)
            others = [name for name in whole if name != "rules"]
            if others:
                self.fail(f"{value} holds “{others[0]}”. Give a list of rules, or an object with only “rules”.")
            found = whole.get("rules")
        if not isinstance(found, list):
            self.fail(f"{value} holds no list of rules.", param, ctx)
        return cast("list[Any]", found)


def _asked(context: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value != "-":
        return value
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)
            return click.prompt("Password for visitors", hide_input=True, confirmation_prompt=True, err=True)
    except GetPassWarning:
        said = "There is no terminal here to ask for it on. Write the password itself behind --password."
        raise click.BadParameter(said, context, param) from None


_CLOCK = "such as 2026-03-31T18:00: on the clock of its time zone."
_OPTIONS = (
    click.option("--folder", default=None, help="Id or name of a folder.", shell_complete=completing.folders),
    click.option("--type", "kind", default=None, type=click.Choice(["url", "email", "phone", "app"])),
    click.option("--starts", default=None, type=MomentType(), help=f"It leads nowhere before, {_CLOCK}"),
    click.option("--ends", default=None, type=MomentType(), help="It has ended from then on; a day counts whole."),
    click.option("--time-zone", default=None, metavar="ZONE", help="Of its clock; left out: the workspace's."),
    click.option("--expired-url", default=None, metavar="URL", help="Where it leads once it has ended or is used up."),
    click.option("--fallback-url", default=None, metavar="URL", help="Where it leads while its destination is down."),
    click.option("--hit-limit", default=None, type=click.IntRange(1), help="It leads nowhere after so many hits."),
    click.option("--password", default=None, callback=_asked, help="Asked of every visitor; “-” asks you for it."),
    *(click.option(f"--utm-{name}", default=None, help=f"utm_{name} of the destination.") for name in _UTM),
    click.option("--forward-query", default=None, type=click.Choice(["off", "utm", "all"]), help="What goes along."),
    click.option("--query-winner", default=None, type=click.Choice(["link", "visitor"]), help="Whose value stays."),
    click.option("--ios-url", default=None, metavar="URL", help="What iPhones open instead."),
    click.option("--ios-store", default=None, metavar="URL", help="The app in its store."),
    click.option("--android-url", default=None, metavar="URL", help="What Android phones open instead."),
    click.option("--android-store", default=None, metavar="URL", help="The app in its store."),
    click.option("--social-title", default=None, help="What link previews show."),
    click.option("--social-description", default=None),
    click.option("--social-image", default=None, metavar="URL"),
    click.option("--hidden/--no-hidden", default=None, help="Show the destination in a frame."),
    click.option("--remember-visitors/--forget-visitors", default=None, help="By a cookie, for a year."),
    click.option("--count-only/--no-count-only", default=None, help="Note nothing of who came."),
    click.option("--rules", default=None, type=_RuleFile(), metavar="FILE", help="JSON: a list of rules."),
)
_EMPTIED: Mapping[str, Any] = {  # what --clear sends where null is no value
    "rules": (),
    "tags": (),
    "utm": {},
    "expired-url": "",
    "fallback-url": "",
}
_NULLED = {name.replace("_at", "").replace("_", "-"): name for name in sorted(LinkPatch.CLEARED_BY_NULL)}
CLEARED = sorted([*_NULLED, *_EMPTIED])


def ways(command: F) -> F:
    """Add the options for everything about a link's ways."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def fields(options: Mapping[str, Any], before: LinkView | None = None) -> dict[str, Any]:
    """Return the fields of a draft or a patch that were given; parts of a field are put into what was ``before``."""
    said = {_FIELDS[name]: value for name, value in options.items() if name in _FIELDS and value is not None}
    for name, (field, *path) in _PARTS.items():
        value = options.get(name)
        if value is None:
            continue
        if field not in said:
            said[field] = getattr(before, field).model_dump(mode="json") if before is not None else {}
        place = said[field]
        for part in path[:-1]:
            place[part] = place.get(part) or {}
            place = place[part]
        place[path[-1]] = value
    for system, app in said.get("deep_links", {}).items():
        if app and app.get("url") == "":  # emptied: --ios-url ""
            said["deep_links"][system] = None
    return said


def times(client: Client, options: Mapping[str, Any], before: LinkView | None = None) -> dict[str, Any]:
    """Return the fields for --starts and --ends, read on the clock of the link's time zone."""
    starts, ends = options["starts"], options["ends"]
    if starts is None and ends is None:
        return {}
    if all(one is None or one.at.tzinfo is not None for one in (starts, ends)):
        zone = "UTC"  # both say it themselves
    else:
        told = options["time_zone"]
        zone = zone_of(client, told if told is not None or before is None else before.time_zone)
    said: dict[str, Any] = {} if starts is None else {"starts_at": starts.start(zone)}
    return said if ends is None else {**said, "ends_at": ends.end(zone)}


def cleared(clear: Sequence[str], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``sent`` with the fields that take away what ``--clear`` names."""
    if "rules" not in clear and sent.get("rules") == []:
        raise click.UsageError("That file holds no rule. To take all rules away, give --clear rules.")
    patch = dict(sent)
    for one in clear:
        field = _NULLED.get(one) or _FIELDS.get(one.replace("-", "_"), one)
        if sent.get(field):
            raise click.UsageError(f"Both a new value and --clear {one} are given. Choose one of them.")
        patch[field] = _EMPTIED.get(one)
    return patch


def tag_words(context: click.Context, param: click.Parameter, value: Sequence[str]) -> Sequence[str]:
    """Return the tags given, each with some letter in it."""
    if not all(tag.strip() for tag in value):
        more = " To take all tags away, give --clear tags." if context.info_name == "update" else ""
        raise click.BadParameter(f"A tag cannot be empty.{more}", context, param)
    return value


@contextmanager
def proposing(url: str, kind: str | None) -> Generator[None]:
    """Add the address that was probably meant to what is said of one without its https://."""
    try:
        yield
    except BadDestination as error:
        if kind not in {None, "url"} or "destination" not in error.field_errors or not _HOST.fullmatch(url.strip()):
            raise
        said = f"{error} Did you mean https://{url.strip()}?"
        raise BadDestination(said, field_errors={**error.field_errors, "destination": said}) from None


def needs_link(options: Mapping[str, Any]) -> bool:
    """Say whether the link as it is must be known, such as for an option that is only a part of a field."""
    needing = (*_PARTS, "slug", "starts", "ends")  # the last three: its old address, and its clock
    return any(options.get(name) is not None for name in needing)
