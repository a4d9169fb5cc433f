"""Programs that fetch a link to show what it is, where somebody has posted it: they are shown a card.

The one list of them. Each mark is what only the program itself sends: the browsers inside the apps of the same
companies (``FBAN``, ``MetaIAB``, ``LinkedInApp``, ``Twitter for iPhone``, ``[Pinterest/iOS]``) carry people.
Sources: the companies' pages for developers, and crawler-user-agents, where each has samples.
"""

import re
from functools import lru_cache

_MARKS = (
    r"facebookexternalhit",  # Facebook, Instagram, LINE; with Twitterbot beside it, iMessage
    r"\bfacebot\b",
    r"meta-externalhit/",
    r"meta-externalfetcher/",
    r"twitterbot",
    r"slackbot",
    r"^whatsapp\b",  # Signal says this too
    r"linkedinbot",
    r"discordbot",
    r"telegrambot",
    r"skypeuripreview",  # and Teams
    r"microsoftpreview/",
    r"bingpreview/",
    r"pinterest(?:bot)?/\d.*pinterest\.com/bot",
    r"\bmastodon/\d",
    r"\bpleroma\b",
    r"\bfriendica\b",
    r"^lemmy/",
    r"summalybot",
    r"^bluesky\b",
    r"blueskypreviewbot",
    r"google-pagerenderer",
    r"developers\.google\.com/\+/web/snippet",
    r"^viber\b",
    r"redditbot",
    r"snap url preview service",
    r"snapurlpreview/",
    r"^synapse \(bot",  # Matrix
    r"^mattermost-bot/",
    r"\biframely/",
    r"embedly",
    r"vkshare",
    r"kakaotalk-scrap",
    r"\bxing bot\b",
    r"yahoo link preview",
    r"discourse forum onebox",
    r"chatwork linkpreview",
    r"dingtalkbot-linkservice",
    r"groupmebot",
    r"keybasebot",
    r"notion/\d",
)
_PREVIEW = re.compile("|".join(_MARKS))
_CHARS = 512


def is_preview_bot(user_agent: str) -> bool:
    """Say whether a user agent is that of a program that makes link previews."""
    return _is_marked(user_agent[:_CHARS])  # cut before it is remembered: a header may have 32,768


@lru_cache(4096)
def _is_marked(user_agent: str) -> bool:
    return _PREVIEW.search(user_agent.lower()) is not None
