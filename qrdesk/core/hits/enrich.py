"""What a hit tells about its visitor: device, system, browser, bot or not, language, and where they came from.

Runs in the drain, never in the request. Visitors repeat themselves, so each answer is remembered.
"""

import logging
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

import crawleruseragents
import ua_parser
from ua_parser.core import Matcher
from ua_parser.lazy import UserAgentMatcher

from qrdesk.core.accepted import liked_languages
from qrdesk.core.geo import country_code
from qrdesk.core.hits.network import place_of
from qrdesk.core.hits.records import Record

_log = logging.getLogger(__name__)

OTHER = "other"
_REMEMBERED = 8192
_MORE_BOTS = (
    *(r"^Java/", r"^PostmanRuntime/", r"^undici", r"^node$", r"Slack-ImgProxy", r"^Dalvik/.*\bBot\b", r"^Deno/"),
    # programs that make link previews (daemon.previews) and that the list does not have
    *(r"(?i)\bfacebot\b", r"(?i)meta-external(?:hit|fetcher)/", r"(?i)\bpleroma\b", r"(?i)^bluesky\b"),
    *(r"(?i)^mattermost-bot/", r"(?i)\bxing bot\b", r"(?i)chatwork linkpreview", r"(?i)groupmebot", r"(?i)keybasebot"),
)
_TV = re.compile(  # for lower case: ignoring case here would cost ten times as much
    r"\b(?:smart-?\s?tv|appletv|apple tv|google ?tv|android ?tv|hbbtv|netcast|web0s|bravia|roku|crkey|vidaa|mitv|mibox"
    r"|aft[a-z0-9]{1,5}\b|tizen.*\btv\b|dtv\b)"
)
_CONSOLE = re.compile(r"\b(?:PlayStation|Xbox|Nintendo)\b")
_TABLET = re.compile(r"\biPad\b|\bTablet\b|\bPlayBook\b|\bKF[A-Z]{3,5}\b|\bAndroid\b(?!.*\bMobi)")
_MOBILE = re.compile(r"\biPhone\b|\biPod\b|\bMobi|\bWindows Phone\b|\bKAIOS\b|\bBlackBerry|\bOpera Mini\b|\bAndroid\b")
_DESKTOP = re.compile(r"\bWindows\b|\bMacintosh\b|\bX11\b|\bCrOS\b|\bLinux\b")
_SYSTEMS = {
    "Mac OS X": "macOS",
    "Chrome OS": "ChromeOS",
    "ATV OS X": "tvOS",
    "Web0S": "webOS",
    "Chromecast Linux": "Chromecast",
    **dict.fromkeys(("Ubuntu", "Debian", "Fedora", "Linux Mint", "Arch Linux", "Red Hat", "SUSE", "CentOS"), "Linux"),
}
_IN_APP = (("MicroMessenger", "WeChat"), ("Zalo", "Zalo"))  # the parser sees only the web view they are built on
_VARIANT = re.compile(r"(?: Mobile)?(?: iOS| WebView| UI/WKWebView)?$")
_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|[0-9]{3}))?(?![a-zA-Z0-9])")
_REFERRER = re.compile(
    r"[a-z][a-z0-9+.\-]*://(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[a-z0-9._\-]+)(?=[:/?#]|$)", re.IGNORECASE | re.ASCII
)


class Agent(NamedTuple):
    """What a user agent says. ``device`` is mobile, tablet, desktop, tv or other; "" is unknown."""

    device: str
    os: str
    browser: str
    bot: bool


_UNKNOWN = Agent("", "", "", False)


class HitRow(NamedTuple):
    """One hit as the table keeps it, in the order of its columns."""

    hit_id: str
    at: int
    workspace_id: int
    link_id: int
    source: str
    bot: bool
    country: str
    device: str
    os: str
    browser: str
    language: str
    referrer_host: str
    visitor: str = ""
    rule: str = ""
    variant: str = ""


CountryOf = Callable[[str], str]  # an address or network to two letters, "" for unknown


def unknown_country(_network: str) -> str:
    """Know no country."""
    return ""


def enrich(record: Record, country_of: CountryOf = unknown_country) -> HitRow:
    """Return the row of a record. What the visitor sent is not kept, only what it tells.

    The country is what a trusted proxy said, else what ``country_of`` tells of the network. A hit counts even where
    reading its visitor fails: then all that is not known about it stays unknown.
    """
    try:
        agent = read_agent(record.user_agent)
        language, referrer = primary_language(record.language), referrer_host(record.referrer)
        country = country_code(place_of(record.geo)[0]) or country_of(record.network)
    except Exception as fault:  # noqa: BLE001 - visitors send anything, and none of it may stop the counting
        _complain(type(fault), record.hit_id)
        agent, language, referrer, country = _UNKNOWN, "", "", ""
    return HitRow(
        record.hit_id,
        record.at_us,
        record.workspace_id,
        record.link_id,
        "scan" if record.source == "s" else "click",
        agent.bot,
        country,
        agent.device,
        agent.os,
        agent.browser,
        language,
        referrer,
        record.visitor,
        record.rule,
        record.variant,
    )


_COMPLAINED: set[type[BaseException]] = set()  # kinds of fault that are in the log: once each is enough


def _complain(kind: type[BaseException], hit_id: str) -> None:
    if kind not in _COMPLAINED:
        _COMPLAINED.add(kind)
        _log.exception("Nothing could be told about the visitor of hit %s; the hit counts all the same.", hit_id)


@lru_cache(_REMEMBERED)
def read_agent(user_agent: str) -> Agent:
    """Return what a user agent says; none at all is a bot's."""
    if not user_agent.strip():
        return Agent(OTHER, "", "", True)
    known = ua_parser.parser(user_agent, ua_parser.Domain.USER_AGENT | ua_parser.Domain.OS)
    system = _clean(known.os.family, 32) if known.os else ""
    browser = _browser(user_agent, known.user_agent.family if known.user_agent else "")
    return Agent(_device(user_agent), _SYSTEMS.get(system, system), _clean(browser, 48), is_bot(user_agent))


def is_bot(user_agent: str) -> bool:
    """Say whether a program rather than a person asked: crawlers, link previews, scripts."""
    return _bots().parse_user_agent(user_agent) is not None


@lru_cache(_REMEMBERED)
def primary_language(accepted: str) -> str:
    """Return the language a visitor likes best, such as ``de`` or ``en-US``; "" when there is none.

    ``accepted`` is an Accept-Language header.
    """
    for tag in liked_languages(accepted):
        if found := _LANGUAGE.match(tag):
            language, script, region = found.groups("")
            return "-".join(part for part in (language.lower(), script.title(), region.upper()) if part)
    return ""


@lru_cache(_REMEMBERED)
def referrer_host(referrer: str) -> str:
    """Return the host of the page a visitor came from, lower case, without a port; "" when there is none."""
    found = _REFERRER.match(referrer)
    return found[1].lower().rstrip(".")[:253] if found else ""


def _device(user_agent: str) -> str:
    if _TV.search(user_agent.lower()):
        return "tv"
    if _CONSOLE.search(user_agent):
        return OTHER
    if _TABLET.search(user_agent):
        return "tablet"
    if _MOBILE.search(user_agent):
        return "mobile"
    return "desktop" if _DESKTOP.search(user_agent) else OTHER


def _browser(user_agent: str, family: str) -> str:
    for mark, name in _IN_APP:
        if mark in user_agent:
            return name
    return "Safari" if family.startswith("Mobile Safari") else _VARIANT.sub("", family)


def _clean(name: str, length: int) -> str:
    """Drop what a database or a page could choke on: names may hold pieces of what the visitor sent."""
    return "".join(letter for letter in name if letter.isprintable())[:length]


@cache
def _bots() -> ua_parser.Parser:
    # The list's own search costs 110 us; the parser's matcher takes the same patterns and needs 1 us.
    patterns = [str(row["pattern"]) for row in crawleruseragents.CRAWLER_USER_AGENTS_DATA]
    matchers: list[Matcher[ua_parser.UserAgent]] = [
        UserAgentMatcher(pattern, family="bot") for pattern in (*patterns, *_MORE_BOTS)
    ]
    return ua_parser.Parser.from_matchers((matchers, [], []))
