"""A link as lines for people: everything that is set, and nothing that is not."""

from collections.abc import Iterator

import click

from qrdesk.cli.moments import moment
from qrdesk.core.rule_words import sentence
from qrdesk.core.schemas.links import LinkState, LinkView, TargetStatus
from qrdesk.core.schemas.rules import DestinationType, Rule

_ILL = frozenset({TargetStatus.FAILING, TargetStatus.DOWN})


def say_link(one: LinkView, zone: str) -> None:
    """Print all that is set of a link, with its times on the clock of ``zone``."""
    said = [(label, text) for label, text in _lines(one, zone) if text]
    width = max(len(label) for label, _ in said) + 2
    for label, text in said:
        first, *rest = text.splitlines()
        click.echo(f"{label:<{width}}{first}")
        for line in rest:
            click.echo(f"{'':<{width}}{line}")


def state_of(one: LinkView) -> str:
    """Return a link's state as a word."""
    return one.state.value.replace("_", " ")


def marks(one: LinkView) -> str:
    """Return what is unusual about a link, for the end of its line in a list."""
    said = [] if one.state is LinkState.LIVE else [state_of(one)]
    if one.target.status in _ILL:
        said.append(f"destination {one.target.status.value}")
    return f"  ({', '.join(said)})" if said else ""


def how_many_rules(one: LinkView) -> str:
    """Return how many rules a link has, as a sentence."""
    count = len(one.rules)
    return f"It has {count or 'no'} rule{'' if count == 1 else 's'}{'' if count else ' now'}."


def address(one: LinkView, slug: str) -> str:
    """Return the address of a link under another of its slugs."""
    return f"{one.short_url.removesuffix(one.slug)}{slug}"


def _lines(one: LinkView, zone: str) -> Iterator[tuple[str, str]]:
    yield "Address", one.short_url
    yield "Also at", "\n".join(address(one, slug) for slug in one.aliases)
    yield "Title", one.title
    yield "Note", one.note
    yield "Type", "" if one.destination_type is DestinationType.URL else one.destination_type.value
    yield "Destination", one.destination
    yield "Visitors get", "" if one.final_url == one.destination else one.final_url
    yield "Checked", _target(one, zone)
    yield "State", _state(one)
    yield "Starts", "" if one.starts_at is None else moment(one.starts_at, zone)
    yield "Ends", "" if one.ends_at is None else moment(one.ends_at, zone)
    yield "Time zone", one.time_zone
    yield "Hits", f"{one.hit_count:,}"
    yield "Hit limit", _limit(one)
    yield "Tags", ", ".join(one.tags)
    yield "Folder", "" if one.folder is None else one.folder.name
    yield "Password", "yes" if one.has_password else ""
    yield "Once ended", one.expired_destination
    yield "While down", one.fallback_destination
    yield from _ways(one)
    yield "Rules", "\n".join(f"{number}. {_rule_name(rule.name)}{sentence(rule)}" for number, rule in _numbered(one))
    yield "Codes carry", one.code_url
    yield "Printed", _printed(one)
    yield "Made", moment(one.created_at, zone)
    yield "Id", one.id


def _ways(one: LinkView) -> Iterator[tuple[str, str]]:
    utm = one.utm.model_dump(exclude_defaults=True)
    yield "Campaign", ", ".join(f"{name}={value}" for name, value in utm.items())
    taken = f"{one.forward_query}, of the same name the {one.query_winner}'s stays"
    yield "Parameters", "" if one.forward_query == "off" else taken
    for label, app in (("iPhones", one.deep_links.ios), ("Android", one.deep_links.android)):
        yield label, "" if app is None else f"{app.url}{f' (or {app.store})' if app.store else ''}"
    yield "Preview", "\n".join(filter(None, (one.social.title, one.social.description, one.social.image_url)))
    yield "In a frame", "yes" if one.hidden else ""
    yield "Remembers", "visitors, by a cookie" if one.remember_visitors else ""
    yield "Counts", "only: nothing is noted of who came" if one.count_only else ""


def _numbered(one: LinkView) -> enumerate[Rule]:
    return enumerate(one.rules, 1)


def _rule_name(name: str) -> str:
    return f"{name}: " if name else ""


def _state(one: LinkView) -> str:
    return state_of(one) + (f": {one.suspended_reason}" if one.suspended_reason else "")


def _limit(one: LinkView) -> str:
    if one.hit_limit is None:
        return ""
    return f"{one.hits_used:,} of {one.hit_limit:,} used, {max(one.hit_limit - one.hits_used, 0):,} left"


def _target(one: LinkView, zone: str) -> str:
    target = one.target
    if target.status is TargetStatus.UNKNOWN:
        return ""
    said = target.status.value + (f": {target.detail}" if target.detail else "")
    when = "" if target.checked_at is None else f"\nlast on {moment(target.checked_at, zone)}"
    since = "" if target.down_since is None else f"\ndown since {moment(target.down_since, zone)}"
    return said + when + since + ("\nvisitors are sent to the fallback meanwhile" if target.on_fallback else "")


def _printed(one: LinkView) -> str:
    return "\n".join(
        f"{code.name or 'a code'}, exported on {code.printed_at:%Y-%m-%d}"
        f"{f', {code.export_count} times' if code.export_count > 1 else ''}"
        for code in one.printed
    )
