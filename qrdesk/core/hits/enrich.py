"""What a hit tells: its visitor's device, language and place, where they came from, and the way they were led.

Runs in the drain, never in the request. Pure: what it needs to look up comes in as functions. Visitors repeat
themselves, so each answer is remembered, and hits share the rows they name.
"""

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

from qrdesk.core.geo import country_code, place_in
from qrdesk.core.hits import network
from qrdesk.core.hits.agents import is_bot, read_agent
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin, Place, Way
from qrdesk.core.hits.languages import primary_language
from qrdesk.core.hits.origins import read_origin
from qrdesk.core.hits.records import Record
from qrdesk.core.hits.texts import printable

_REMEMBERED = 8192
_ID_CHARS = 24
_DESTINATION_CHARS = 253
_REGION_CHARS = 64

PlaceOf = Callable[[str], Place]  # a network to where it lies
CodeOf = Callable[[int, str], str]  # number of a link and slug to the public id of the code with that address

_P = ParamSpec("_P")
_R = TypeVar("_R")
_log = logging.getLogger(__name__)


def unknown_place(_network: str) -> Place:
    """Know no place."""
    return Place()


def unknown_code(_link_id: int, _slug: str) -> str:
    """Know no code."""
    return ""


def enrich(record: Record, place_of: PlaceOf = unknown_place, code_of: CodeOf = unknown_code) -> HitRow:
    """Return the row of a record. What the visitor sent is not kept, only what it tells.

    A hit counts even where reading its visitor fails: then what could not be read about it stays unknown. Only what
    ``code_of`` raises goes up: it is told nothing by the visitor. ``place_of`` is ``Geo.place_of``.
    """
    code = code_of(record.link_id, record.slug) if record.slug and not record.quiet else ""
    try:
        return _row(record, place_of, code)
    except Exception as fault:  # noqa: BLE001 - visitors send anything, and none of it may stop the counting
        _complain(type(fault), record.hit_id)
        return _what_can_be_read(record, place_of, code)


def _row(record: Record, place_of: PlaceOf, code: str) -> HitRow:
    hit_id, at_us, workspace_id, link_id, source, user_agent, language, referrer, address, *_ = record
    if record.quiet:
        return HitRow(hit_id, at_us, workspace_id, link_id, source == "s", is_bot(user_agent))
    return HitRow(
        hit_id,
        at_us,
        workspace_id,
        link_id,
        source == "s",
        is_bot(user_agent),
        primary_language(language),
        _id(record.visitor),
        read_agent(user_agent),
        _hinted(record.geo, address, place_of) if record.geo else place_of(address),
        read_origin(referrer, record.destination, record.campaign),
        _way(record.destination, record.rule, record.variant, code),
    )


def _what_can_be_read(record: Record, place_of: PlaceOf, code: str) -> HitRow:
    """Return the row of a record of which not all can be read."""
    row = HitRow(record.hit_id, record.at_us, record.workspace_id, record.link_id, record.source == "s", False)
    row = row._replace(bot=_read_or(False, is_bot, record.user_agent))
    if record.quiet:
        return row
    return row._replace(
        language=_read_or("", primary_language, record.language),
        visitor=_read_or("", _id, record.visitor),
        agent=_read_or(Agent(), read_agent, record.user_agent),
        place=_read_or(Place(), _hinted, record.geo, record.network, place_of),
        origin=_read_or(Origin(), read_origin, record.referrer, record.destination, record.campaign),
        way=_read_or(Way(), _way, record.destination, record.rule, record.variant, code),
    )


def _read_or(unknown: _R, read: Callable[_P, _R], *said: _P.args, **named: _P.kwargs) -> _R:
    try:
        return read(*said, **named)
    except Exception:  # noqa: BLE001 - it was complained of before
        return unknown


_COMPLAINED: set[type[BaseException]] = set()  # kinds of fault that are in the log: once each is enough


def _complain(kind: type[BaseException], hit_id: str) -> None:
    if kind not in _COMPLAINED:
        _COMPLAINED.add(kind)
        _log.exception("Not all could be told about the visitor of hit %s; the hit counts all the same.", hit_id)


def _hinted(hint: str, address: str, place_of: PlaceOf) -> Place:
    """Return where a visitor was: what a trusted proxy told goes first.

    Where it told no more than the country, and the database names the same one, the database tells the rest.
    """
    told, known = _place_told(hint), place_of(address)
    if not told.country or (told.country == known.country and not told.region and not told.city):
        return known
    return told


@lru_cache(_REMEMBERED)
def _place_told(hint: str) -> Place:
    said, region, city = network.place_of(hint)
    country = country_code(said)
    return place_in(country, printable(region, _REGION_CHARS), printable(city, _REGION_CHARS)) if country else Place()


@lru_cache(_REMEMBERED)
def _way(destination: str, rule: str, variant: str, code: str) -> Way:
    return Way(printable(destination, _DESTINATION_CHARS), _id(rule), _id(variant), _id(code))


def _id(text: str) -> str:
    return text if len(text) <= _ID_CHARS and text.isprintable() else printable(text, _ID_CHARS)
