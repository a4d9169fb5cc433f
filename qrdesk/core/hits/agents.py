"""What a user agent tells: device, system, browser, the app whose own browser it is, and whether a program asked.

Visitors repeat themselves, so each answer is remembered. Versions are those people speak of, with the name before them;
a version that browsers send whatever the truth is (they froze it) is unknown.
"""

import re
from functools import cache, lru_cache

import crawleruseragents
import ua_parser
from ua_parser.core import Matcher
from ua_parser.lazy import UserAgentMatcher

from qrdesk.core.hits.hit_row import OTHER, Agent
from qrdesk.core.hits.texts import printable

_REMEMBERED = 8192
_VERSION_DIGITS = 4  # more is a date or a number of a build, or made up
_PARTS = ua_parser.Domain.USER_AGENT | ua_parser.Domain.OS
_MORE_BOTS = (
    *(r"^Java/", r"^PostmanRuntime/", r"^undici", r"^node$", r"Slack-ImgProxy", r"^Dalvik/.*\bBot\b", r"^Deno/"),
    # programs that make link previews (daemon.previews) and that the list does not have
    *(r"(?i)\bbluesky cardyb/", r"^Viber", r"^WhatsApp", r"^Feedly", r"^Notion/", r"^Tumblr/"),
    *(r"(?i)\bfacebot\b", r"(?i)meta-external(?:hit|fetcher)/", r"(?i)\bpleroma\b", r"(?i)^bluesky\b"),
    *(r"(?i)^mattermost-bot/", r"(?i)\bxing bot\b", r"(?i)chatwork linkpreview", r"(?i)groupmebot", r"(?i)keybasebot"),
)
# What the list takes for bots and the apps' own browsers say, too: their programs begin with the name. Facebook's says
# only this since the end of 2025 (ua-parser/uap-core issue 665, shalanah/inapp-spy issue 57): people, all of them.
_LESS_BOTS = frozenset({"Viber", "WhatsApp", "Feedly", r"Notion\/", r"Tumblr\/", "MetaIAB Facebook"})
_TV = re.compile(  # for lower case: ignoring case here would cost ten times as much
    r"\b(?:smart-?\s?tv|appletv|apple tv|google ?tv|android ?tv|hbbtv|netcast|web0s|bravia|roku|crkey|vidaa|mitv|mibox"
    r"|aft[a-z0-9]{1,5}\b|tizen.*\btv\b|dtv\b)"
)
_THING = re.compile(r"\b(?:PlayStation|Xbox|Nintendo|Watch|OculusBrowser|Tesla|QtCarBrowser)\b")
_TABLET = re.compile(r"\biPad\b|\bTablet\b(?! PC)|\bPlayBook\b|\bKF[A-Z]{3,5}\b")
_MOBILE = re.compile(r"\biPhone\b|\biPod\b|\bMobi|\bWindows Phone\b|\bKAIOS\b|\bBlackBerry|\bOpera Mini\b")
_DESKTOP = re.compile(r"\bWindows\b|\bMacintosh\b|\bX11\b|\bCrOS\b|\bLinux\b")
_SYSTEMS = {
    "Mac OS X": "macOS",
    "Chrome OS": "ChromeOS",
    "ATV OS X": "tvOS",
    "Web0S": "webOS",
    "Chromecast Linux": "Chromecast",
    **dict.fromkeys(("Ubuntu", "Debian", "Fedora", "Linux Mint", "Arch Linux", "Red Hat", "SUSE", "CentOS"), "Linux"),
}
_NO_VERSIONS = frozenset({"Linux", "ChromeOS", "Chromecast", "Roku"})  # or none that anybody speaks of
_WITH_MINOR = frozenset({"Windows", "Windows Phone", "KaiOS", "Tizen"})
_FROZEN = ("Android 10; K)", "Mac OS X 10_15", "Mac OS X 10.15", " OS 18_6 like", " OS 18_7 like")
_TOLD_BY_APP = re.compile(r"(?:FBSV/|; iOS )([0-9]{1,3})\b")
_IN_APP = (  # the first that is found counts: Instagram says that it is Facebook's, too
    ("Instagram", "Instagram"),
    (" Barcelona ", "Threads"),
    ("MetaIAB Threads", "Threads"),
    ("MetaIAB Messenger", "Messenger"),
    ("MessengerForiOS", "Messenger"),
    ("MessengerLite", "Messenger"),
    ("Orca-Android", "Messenger"),
    ("FBAN/", "Facebook"),
    ("FBAV/", "Facebook"),
    ("FB_IAB/", "Facebook"),
    ("MetaIAB", "Facebook"),
    ("musical_ly", "TikTok"),
    ("BytedanceWebview", "TikTok"),
    ("TikTok", "TikTok"),
    ("trill_", "TikTok"),
    ("MicroMessenger/", "WeChat"),
    ("KAKAOTALK", "KakaoTalk"),
    (" Line/", "LINE"),
    ("Snapchat/", "Snapchat"),
    ("LinkedInApp", "LinkedIn"),
    ("[Pinterest/", "Pinterest"),
    ("Pinterest for ", "Pinterest"),
    ("Twitter for ", "X"),
    ("TwitterAndroid", "X"),
    ("Telegram-Android", "Telegram"),
    ("WhatsApp/", "WhatsApp"),
    ("Zalo", "Zalo"),
    ("GSA/", "Google"),
    ("Gmail/", "Gmail"),
    ("NAVER(", "Naver"),
    ("DaumApps/", "Daum"),
    ("Weibo", "Weibo"),
    (" QQ/", "QQ"),
    ("AlipayClient", "Alipay"),
    ("DingTalk", "DingTalk"),
    ("baiduboxapp", "Baidu"),
    ("Viber/", "Viber"),
    ("VKAndroidApp", "VK"),
    ("VKiOSApp", "VK"),
    ("Reddit", "Reddit"),
    ("MicrosoftTeams", "Teams"),
    ("Teams/", "Teams"),
    (" Slack/", "Slack"),
    ("Outlook-", "Outlook"),
    ("BingSapphire/", "Bing"),
    ("YJApp-", "Yahoo"),
)
_BUILT_ON = frozenset({"WeChat", "Zalo"})  # the parser sees only the web view they are built on
_VARIANT = re.compile(r"(?: Mobile)?(?: iOS| WebView| UI/WKWebView)?$")


@lru_cache(_REMEMBERED)
def read_agent(user_agent: str) -> Agent:
    """Return what a user agent says of the visitor's device."""
    if not user_agent.strip():
        return Agent(OTHER)
    known = ua_parser.parser(_whole_letters(user_agent), _PARTS)
    app = _app(user_agent)
    browser, browser_version = _browser(known.user_agent, app)
    system, system_version = _system(user_agent, known.os)
    if system == "iOS" and not system_version:
        system_version = _ios_version(user_agent, browser_version)
    return Agent(_device(user_agent), system, system_version, browser, browser_version, app)


@lru_cache(_REMEMBERED)
def is_bot(user_agent: str) -> bool:
    """Say whether a program rather than a person asked: crawlers, link previews, scripts; who says nothing is one."""
    return not user_agent.strip() or _bots().parse_user_agent(_whole_letters(user_agent)) is not None


def _whole_letters(user_agent: str) -> str:
    # The matcher takes UTF-8: a half character, as JSON can write it, would stop it.
    return user_agent if user_agent.isascii() else user_agent.encode("utf-8", "replace").decode("utf-8")


def _app(user_agent: str) -> str:
    if not user_agent.startswith("Mozilla/"):  # not the browser in the app but the app, or its makers' machines
        return ""
    for mark, name in _IN_APP:
        if mark in user_agent:
            return name
    return ""


def _device(user_agent: str) -> str:
    if _TV.search(user_agent.lower()):
        return "tv"
    if _THING.search(user_agent):
        return OTHER
    if _TABLET.search(user_agent):
        return "tablet"
    if _MOBILE.search(user_agent):
        return "mobile"
    if "Android" in user_agent:  # what is no browser says nothing of its size
        return "tablet" if user_agent.startswith("Mozilla/") else "mobile"
    return "desktop" if _DESKTOP.search(user_agent) else OTHER


def _system(user_agent: str, known: ua_parser.OS | None) -> tuple[str, str]:
    if known is None:
        return "", ""
    name = printable(_SYSTEMS.get(known.family, known.family), 32)
    if name in _NO_VERSIONS or any(mark in user_agent for mark in _FROZEN):
        return name, ""
    major, minor = known.major or "", known.minor or ""
    if name == "Windows" and major == "10":
        return name, "Windows 10 or 11"  # both say "Windows NT 10.0"
    old = (name == "Android" and major in ("1", "2", "3", "4")) or (name == "macOS" and major == "10")
    if (old or name in _WITH_MINOR) and minor not in ("", "0"):
        return name, _versioned(name, major, f".{minor}", 48)
    return name, _versioned(name, major, "", 48)


def _browser(known: ua_parser.UserAgent | None, app: str) -> tuple[str, str]:
    if app in _BUILT_ON:
        return app, ""
    if known is None:
        return "", ""
    family = known.family
    name = "Safari" if family.startswith("Mobile Safari") else printable(_VARIANT.sub("", family), 48)
    return name, _versioned(name, known.major or "", "", 64)


def _ios_version(user_agent: str, browser_version: str) -> str:
    """Return the version where that of the system is frozen: Safari has the same, and some apps tell it."""
    name, _, number = browser_version.partition(" ")
    told = _TOLD_BY_APP.search(user_agent)
    if name != "Safari":
        number = told[1] if told else ""
    return f"iOS {number}" if number else ""


def _versioned(name: str, major: str, minor: str, length: int) -> str:
    fits = major and name and len(major) <= _VERSION_DIGITS and len(minor) <= _VERSION_DIGITS
    return printable(f"{name} {major}{minor}", length) if fits else ""


@cache
def _bots() -> ua_parser.Parser:
    # The list's own search costs 110 us; the parser's matcher takes the same patterns and needs 1 us.
    listed = [str(row["pattern"]) for row in crawleruseragents.CRAWLER_USER_AGENTS_DATA]
    patterns = [pattern for pattern in listed if pattern not in _LESS_BOTS]
    matchers: list[Matcher[ua_parser.UserAgent]] = [
        UserAgentMatcher(pattern, family="bot") for pattern in (*patterns, *_MORE_BOTS)
    ]
    return ua_parser.Parser.from_matchers((matchers, [], []))
