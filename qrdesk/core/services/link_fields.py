"""What a draft or a patch makes of a link: its columns, and everything about its ways as one Routing. Saves nothing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from peewee import Field

from qrdesk.core import blocklist, destinations, ids
from qrdesk.core.context import Context
from qrdesk.core.errors import BadDestination, Invalid
from qrdesk.core.models import Domain, Link
from qrdesk.core.redirect import hosts, previews
from qrdesk.core.schemas.links import LinkDraft, LinkPatch
from qrdesk.core.schemas.rules import AppTarget, DeepLinks, DestinationType, Routing, Rule, Social
from qrdesk.core.services import domain_rows, file_uses, rule_uuids
from qrdesk.core.zone import known

_COLUMNS: Mapping[str, "Field[Any]"] = {
    "title": Link.title,
    "note": Link.note,
    "starts_at": Link.starts_at,
    "ends_at": Link.ends_at,
    "hit_limit": Link.hit_limit,
    "count_only": Link.count_only,
}
_YEARS = range(1970, 9999)  # of instants: one more day in any time zone must still be a date
_MOST_ROUTING = 256 * 1024  # characters of JSON: every process that redirects reads it with each change
_MOST_UTM = 4000  # characters of all campaign parameters as they are sent: a Location has room for them


def preview_routing(ctx: Context, link: Link, patch: LinkPatch) -> Link:
    """Return an unsaved copy of a link as ``update_link`` would leave it; the simulator's way to try changes.

    Its slug, tags and folder stay. Rules without an id get one, the same at each try, and not the one they get when
    they are saved. A password is not hashed: ``password_hash`` only says that there is one.

    Raises:
        BadDestination, Invalid: as ``update_link`` would.
    """
    copy = Link(**link.__data__)
    said = said_by(patch)
    settle(ctx, copy, said)
    _name_new_rules(copy, link.routing)
    if "password" in said:
        copy.password_hash = "unsaved" if said["password"] else ""
    return copy


def preview_draft(ctx: Context, draft: LinkDraft) -> Link:
    """Return an unsaved link as ``create_link`` would make it, but for its slug, tags and folder.

    Raises:
        NotFound: no such domain in this workspace.
        BadDestination, Invalid: as ``create_link`` would.
    """
    domain = domain_rows.get_owned(ctx, draft.host)
    link = Link(id=0, workspace=ctx.actor.workspace_id, domain=domain, destination="")
    settle(ctx, link, said_by(draft))
    _name_new_rules(link, "")
    link.password_hash = "unsaved" if draft.password else ""
    return link


def _name_new_rules(link: Link, before: str) -> None:
    """Give rules that are not in the routing ``before`` ids by their place: visitors are spread over variants by it."""
    routing, known_ids = Routing.from_text(link.routing), {rule.id for rule in Routing.from_text(before).rules}
    rules = tuple(
        rule if rule.id in known_ids else rule.model_copy(update={"id": f"rul_{place:010}"})
        for place, rule in enumerate(routing.rules, start=1)
    )
    link.routing = routing.model_copy(update={"rules": rules}).to_text()


def said_by(sent: LinkDraft | LinkPatch) -> dict[str, Any]:
    """Return the fields of a draft, or those that a patch names, with their values as they are."""
    names = sent.model_fields_set if isinstance(sent, LinkPatch) else type(sent).model_fields
    return {name: getattr(sent, name) for name in names}


def settle(ctx: Context, link: Link, said: Mapping[str, Any]) -> list["Field[Any]"]:
    """Put what was said into ``link`` and return the columns that it touched; nothing is saved.

    Slug, tags, folder and password are not looked at.

    Raises:
        BadDestination: a destination cannot be used; each has its place in ``field_errors``.
        Invalid: anything else cannot be used.
    """
    faults = _Faults(ctx)
    before = link.destination
    touched = [column for name, column in _COLUMNS.items() if name in said]
    for name in _COLUMNS.keys() & said.keys():
        setattr(link, name, said[name])
    _settle_times(link, said, faults)
    routing = Routing.from_text(link.routing)
    led = "destination" in said or "destination_type" in said
    if led:
        link.destination = _destination(link.destination, said, faults)
        touched.append(Link.destination)
    changes = {name: said[name] for name in Routing.model_fields.keys() & said.keys()}
    if changes:
        routing = routing.model_copy(update=_ways(routing, changes, faults))
        link.routing = routing.to_text()
        touched.append(Link.routing)
        if len(link.routing) > _MOST_ROUTING:
            faults.note("rules", f"These rules are too long: {_MOST_ROUTING // 1024} KiB in all are the most.")
    faults.refuse()
    if routing.hidden and destinations.type_of(link.destination) is not DestinationType.URL:
        raise Invalid.field("hidden", "Only a web page can be shown in a frame.")
    if link.destination != before or "fallback_destination" in changes:
        link.on_fallback = False  # the next check of the target decides anew
        touched.append(Link.on_fallback)
    if led or changes:
        touched += _released(link, routing, ctx.settings.blocklist)
    return touched


def _released(link: Link, routing: Routing, path: str) -> list["Field[Any]"]:
    """Let a suspended link lead on if nothing it leads to is on the list any more."""
    if link.suspended_at is None or blocked_by(link.destination, routing, path):
        return []
    link.suspended_at, link.suspended_reason = None, ""
    return [Link.suspended_at, Link.suspended_reason]


def blocked_by(destination: str, routing: Routing, path: str) -> str:
    """Return why a link may not lead where it does, in words; empty when it may. ``path`` is the blocklist's file."""
    for _, stored in web_destinations(destination, routing):
        if reason := blocklist.reason_for(stored, path):
            return reason
    return ""


def web_destinations(destination: str, routing: Routing) -> Iterator[tuple[str, str]]:
    """Yield every stored http(s) address a link can lead to, each behind the name of its field. Pure."""
    for field, stored in _every_destination(destination, routing):
        if stored and destinations.type_of(stored) is DestinationType.URL:
            yield field, stored


def _every_destination(destination: str, routing: Routing) -> Iterator[tuple[str, str]]:
    yield "destination", destination
    for place, rule in enumerate(routing.rules):
        yield f"rules.{place}.destination", rule.destination or ""
        for number, variant in enumerate(rule.variants):
            yield f"rules.{place}.variants.{number}.destination", variant.destination
    yield "expired_destination", routing.expired_destination
    yield "fallback_destination", routing.fallback_destination
    for system, app in routing.deep_links:
        if isinstance(app, AppTarget):
            yield f"deep_links.{system}.url", app.url
            yield f"deep_links.{system}.store", app.store
    yield "social.image_url", routing.social.image_url


class _Faults:
    """What is wrong with each field; ``web`` has the stored form of those web addresses that are well written."""

    def __init__(self, ctx: Context) -> None:
        self.web: dict[str, str] = {}
        self.workspace_id = ctx.actor.workspace_id
        self._blocked = ctx.settings.blocklist  # path; empty for none
        self._found: dict[str, str] = {}
        self._bad_destination = False

    def note(self, field: str, reason: str) -> None:
        self._found.setdefault(field, reason)

    def checked(self, field: str, text: str, kind: DestinationType = DestinationType.URL) -> str:
        """Return a destination as it is stored; a bad one as it came, noted."""
        try:
            stored = destinations.check_typed(text, kind)
        except BadDestination as fault:
            self._note_destination(field, fault.message)
            return text
        if kind is DestinationType.URL:
            self.web[field] = stored
        return stored

    def refuse(self) -> None:
        """Raise everything that was noted, as one error."""
        self._note_unwanted()
        if not self._found:
            return
        field, reason = next(iter(self._found.items()))
        more = f" (and {len(self._found) - 1} more)" if len(self._found) > 1 else ""
        said = f"{reason if field == 'destination' else f'{field}: {reason}'}{more}"
        raise (BadDestination if self._bad_destination else Invalid)(said, field_errors=self._found)

    def _note_destination(self, field: str, reason: str) -> None:
        self._bad_destination = True
        self.note(field, reason)

    def _note_unwanted(self) -> None:
        places = {field: hosts.normal(destinations.host_of(stored)) for field, stored in self.web.items()}
        own = _own_hosts(self.workspace_id, set(places.values()))
        for field, stored in self.web.items():
            if (host := places[field]) in own:
                if field == "social.image_url":
                    self._note_picture(stored)
                    continue
                self._note_destination(
                    field,
                    f"This leads back to {host}, QRDesk's own address. Enter the page people should see in the end.",
                )
            elif reason := blocklist.reason_for(stored, self._blocked) if self._blocked else "":
                self._note_destination(field, reason)

    def _note_picture(self, stored: str) -> None:
        """Refuse an address of our own as a picture, unless it is that of one which the workspace has."""
        if not file_uses.has_picture(self.workspace_id, previews.picture_at(stored)):
            self._note_destination(
                "social.image_url",
                "There is no such picture. Upload one as a preview, and enter the address that it gets.",
            )


def _own_hosts(workspace_id: int, found: set[str]) -> set[str]:
    """Return those of the normal hosts ``found`` that are domains of this server, in any of their names."""
    names = {name: host for host in found for name in domain_rows.spellings(host)}
    # not those that a neighbour only claims: they would keep everybody from leading to somebody else's pages
    meant = Domain.verified_at.is_null(False) | (Domain.workspace == workspace_id)
    rows = Domain.select(Domain.host).where(Domain.host.in_(list(names)) & meant) if names else ()
    return {names[row.host] for row in rows}


def _destination(before: str, said: Mapping[str, Any], faults: _Faults) -> str:
    text = said.get("destination", before)
    kind = said.get("destination_type")
    if kind is None:
        web = not before or text.strip()[:8].lower().startswith(("http://", "https://"))
        kind = DestinationType.URL if web else destinations.type_of(before)
    return faults.checked("destination", text, kind)


def _settle_times(link: Link, said: Mapping[str, Any], faults: _Faults) -> None:
    for name in ("starts_at", "ends_at"):
        at: datetime | None = said.get(name)
        if at is None:
            continue
        if at.year not in _YEARS:
            faults.note(name, f"This must be in a year from {_YEARS[0]} to {_YEARS[-1]}.")
            setattr(link, name, None)
        else:
            setattr(link, name, at.astimezone(UTC))
    if link.starts_at is not None and link.ends_at is not None and link.starts_at >= link.ends_at:
        faults.note("ends_at" if "ends_at" in said else "starts_at", "The link would end before it starts.")


def _ways(before: Routing, said: Mapping[str, Any], faults: _Faults) -> dict[str, Any]:
    ways = dict(said)
    if ways.get("time_zone") and not known(ways["time_zone"]):
        faults.note("time_zone", f"There is no time zone “{ways['time_zone']}”. Europe/Berlin is one.")
    if "rules" in ways:
        brought = [rule.uuid for rule in ways["rules"] if rule.id is None and rule.uuid]
        named = with_ids(before.rules, ways["rules"], rule_uuids.find_new(faults.workspace_id, brought))
        ways["rules"] = tuple(_rule(f"rules.{place}", rule, faults) for place, rule in enumerate(named))
    for name in ("expired_destination", "fallback_destination"):
        if ways.get(name, "").strip():
            ways[name] = faults.checked(name, ways[name])
        elif name in ways:
            ways[name] = ""
    if "deep_links" in ways:
        ways["deep_links"] = _deep_links(ways["deep_links"], faults)
    if "social" in ways:
        ways["social"] = _social(ways["social"], faults)
    if "utm" in ways and sum(len(value.encode()) * 3 for _, value in ways["utm"]) > _MOST_UTM:
        faults.note("utm", "These parameters are too long: some programs would cut the address off.")
    return ways


def with_ids(before: tuple[Rule, ...], sent: tuple[Rule, ...], new: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return the rules with their ids. One that is not this link's own, or comes twice, is replaced by a new one.

    A rule without an id may bring a UUID that is ``new`` in its workspace.
    """
    free = set(new)
    uuids = {rule.id: rule.uuid for rule in before if rule.id}
    variants = {variant.id for rule in before for variant in rule.variants if variant.id}
    kept: list[Rule] = []
    for rule in sent:
        own = rule.id if rule.id in uuids else None
        uuid = uuids.pop(own) if own else _brought(rule, free)
        named = {"id": own or ids.mint_id("rul"), "uuid": uuid or ids.mint_uuid()}
        again: list[Any] = []
        for variant in rule.variants:
            mine = variant.id in variants
            variants.discard(variant.id)
            again.append(variant if mine else variant.model_copy(update={"id": ids.mint_id("var")}))
        kept.append(rule.model_copy(update={**named, "variants": tuple(again)}))
    return tuple(kept)


def _brought(rule: Rule, free: set[str]) -> str | None:
    """Return the UUID that a new rule brings, which no other can bring then."""
    uuid = rule_uuids.as_stored(rule.uuid) if rule.id is None and rule.uuid else None
    if uuid not in free:
        return None
    free.discard(uuid)
    return uuid


def _rule(field: str, rule: Rule, faults: _Faults) -> Rule:
    if rule.destination is not None:
        checked = faults.checked(f"{field}.destination", rule.destination, rule.destination_type)
        return rule.model_copy(update={"destination": checked})
    variants = [
        variant.model_copy(
            update={
                "destination": faults.checked(
                    f"{field}.variants.{number}.destination", variant.destination, variant.destination_type
                )
            }
        )
        for number, variant in enumerate(rule.variants)
    ]
    return rule.model_copy(update={"variants": tuple(variants)})


def _deep_links(sent: DeepLinks, faults: _Faults) -> DeepLinks:
    return DeepLinks(
        ios=_app("deep_links.ios", sent.ios, faults), android=_app("deep_links.android", sent.android, faults)
    )


def _app(field: str, sent: AppTarget | None, faults: _Faults) -> AppTarget | None:
    if sent is None:
        return None
    web = sent.url.strip()[:8].lower().startswith(("http://", "https://"))
    url = faults.checked(f"{field}.url", sent.url, DestinationType.URL if web else DestinationType.APP)
    store = faults.checked(f"{field}.store", sent.store) if sent.store.strip() else ""
    return AppTarget(url=url, store=store)


def _social(sent: Social, faults: _Faults) -> Social:
    image = faults.checked("social.image_url", sent.image_url) if sent.image_url.strip() else ""
    return sent.model_copy(update={"image_url": image})
