"""Who visits in the benches: user agents, places, languages, pages and campaigns, each as common as in real life.

A few of each make up most of the hits, and behind them comes a long tail. Everything is made from one seed.
"""

import itertools
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

CITIES = 3000
NETWORKS = 8_000
BOT_SHARE = 0.06
DIRECT_SHARE = 0.6
_NOWHERE_SHARE = 0.02  # networks that no database knows
_COUNTRY_ONLY_SHARE = 0.12

T = TypeVar("T")


@dataclass
class Picks(Generic[T]):
    """Values, and how likely each is."""

    values: list[T] = field(default_factory=list[T])
    weights: list[float] = field(default_factory=list[float])

    def add(self, value: T, weight: float) -> None:
        """Add one."""
        self.values.append(value)
        self.weights.append(weight)

    @cached_property
    def _sums(self) -> list[float]:
        return list(itertools.accumulate(self.weights))

    def numbers(self, chance: random.Random, count: int) -> list[int]:
        """Draw ``count`` places in the list of values. Add nothing after the first draw."""
        return chance.choices(range(len(self.values)), cum_weights=self._sums, k=count)


class Spot(NamedTuple):
    """Where visitors live, and the networks there."""

    country: str
    region: str
    city: str
    networks: tuple[str, ...]


@dataclass(frozen=True)
class Crowd:
    """All of it. Languages are Accept-Language headers, pages are Referer headers, campaigns are query strings."""

    agents: Picks[str]
    spots: Picks[Spot]
    languages: Picks[str]
    pages: Picks[str]
    campaigns: Picks[str]


def make_crowd(seed: int = 1) -> Crowd:
    """Return the same crowd for the same seed."""
    chance = random.Random(seed)
    return Crowd(_agents(chance), _spots(chance), _languages(chance), _pages(chance), _campaigns(chance))


def networks_of(spots: Picks[Spot]) -> dict[str, Mapping[str, Any]]:
    """Return what a city database would tell of each network, for ``write_mmdb``."""
    return {network: _told(spot) for spot in spots.values if spot.country for network in spot.networks}


def words(chance: random.Random, count: int) -> list[str]:
    """Make up different words."""
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = range(chance.randint(2, 4))
        found.setdefault("".join(chance.choice("bdfgklmnprstvw") + chance.choice("aeiou") for _ in syllables))
    return list(found)


def falling(count: int, power: float = 1.0) -> list[float]:
    """Return weights by rank, as Zipf found them."""
    return [1 / (rank + 1) ** power for rank in range(count)]


_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS {ios} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
_IPAD = "Mozilla/5.0 (iPad; CPU OS {ios} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
_DROID = "Mozilla/5.0 (Linux; Android {phone}) AppleWebKit/537.36 (KHTML, like Gecko)"
_MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
_WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
_KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
# A shape, how common it is among people, and what its {blanks} are filled with below.
_SHAPES: tuple[tuple[str, float], ...] = (
    (f"{_IPHONE} Version/18.0 Mobile/15E148 Safari/604.1", 30),
    (f"{_IPHONE} CriOS/{{chrome}}.0.6613.98 Mobile/15E148 Safari/604.1", 4),
    (f"{_IPHONE} FxiOS/{{firefox}}.0 Mobile/15E148 Safari/605.1.15", 0.7),
    (f"{_IPHONE} GSA/{{app}}.0.6567 Mobile/15E148 Safari/604.1", 1.2),
    (f"{_IPHONE} Mobile/15E148 Instagram {{app}}.0.0.28.109 (iPhone15,3; iOS {{ios}}; de_DE; scale=3.00)", 3),
    (f"{_IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/{{app}}.0.0.44.73;FBDV/iPhone15,2;FBSN/iOS;FBSV/17.6]", 2.5),
    (f"{_IPHONE} Mobile/15E148 BytedanceWebview/d8a21c6 musical_ly_{{app}}.0.0 TikTok", 0.9),
    (f"{_IPHONE} Mobile/15E148 [LinkedInApp]/9.29.{{app}}", 0.4),
    (f"{_IPAD} Version/18.0 Mobile/15E148 Safari/604.1", 1.5),
    ("Mozilla/5.0 (Linux; Android 10; K) " + _KIT + " Chrome/{chrome}.0.0.0 Mobile Safari/537.36", 22),
    (f"{_DROID} Chrome/{{chrome}}.0.6613.127 Mobile Safari/537.36", 6),
    (f"{_DROID} SamsungBrowser/{{samsung}}.0 Chrome/{{chrome}}.0.0.0 Mobile Safari/537.36", 4),
    (f"{_DROID} Version/4.0 Chrome/{{chrome}}.0.6613.88 Mobile Safari/537.36 Instagram {{app}}.0.0.41.109", 2),
    (f"{_DROID} Version/4.0 Chrome/{{chrome}}.0.6613.88 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/{{app}}.0.0.31;]", 2),
    ("Mozilla/5.0 (Android {android}; Mobile; rv:{firefox}.0) Gecko/{firefox}.0 Firefox/{firefox}.0", 0.6),
    ("Mozilla/5.0 (Linux; Android {android}; SM-X710) " + _KIT + " Chrome/{chrome}.0.0.0 Safari/537.36", 0.7),
    (f"{_WINDOWS} {_KIT} Chrome/{{chrome}}.0.0.0 Safari/537.36", 7),
    (f"{_WINDOWS} {_KIT} Chrome/{{chrome}}.0.0.0 Safari/537.36 Edg/{{chrome}}.0.0.0", 3),
    (f"{_WINDOWS} {_KIT} Chrome/{{chrome}}.0.0.0 Safari/537.36 OPR/{{app}}.0.0.0", 0.4),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{firefox}.0) Gecko/20100101 Firefox/{firefox}.0", 1.2),
    (f"{_MAC} {_KIT} Chrome/{{chrome}}.0.0.0 Safari/537.36", 1.8),
    (f"{_MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{{safari}} Safari/605.1.15", 2.2),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:{firefox}.0) Gecko/20100101 Firefox/{firefox}.0", 0.3),
    ("Mozilla/5.0 (X11; Linux x86_64) " + _KIT + " Chrome/{chrome}.0.0.0 Safari/537.36", 0.5),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:{firefox}.0) Gecko/20100101 Firefox/{firefox}.0", 0.3),
    ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " + _KIT + " Chrome/{chrome}.0.0.0 Safari/537.36", 0.3),
    ("Mozilla/5.0 (SMART-TV; Linux; Tizen {tizen}.0) AppleWebKit/537.36 (KHTML, like Gecko) TV Safari/537.36", 0.1),
    ("Mozilla/5.0 (Web0S; Linux/SmartTV) " + _KIT + " Chrome/{chrome}.0.0.0 Safari/537.36 WebAppManager", 0.1),
    ("Mozilla/5.0 (PlayStation; PlayStation 5/{tizen}.00) AppleWebKit/605.1.15 (KHTML, like Gecko)", 0.05),
)
_BOTS: tuple[tuple[str, float], ...] = (
    ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", 20),
    ("WhatsApp/2.23.{app}.79 A", 18),
    ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", 12),
    ("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", 8),
    ("TelegramBot (like TwitterBot)", 8),
    ("Twitterbot/1.0", 7),
    ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", 6),
    ("LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)", 4),
    ("Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)", 4),
    ("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", 4),
    ("curl/8.{tizen}.0", 3),
    ("python-requests/2.{samsung}.0", 3),
    ("Go-http-client/1.1", 2),
    ("Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", 1),
)
_IOS = ("18_1", "17_6_1", "18_0_1", "17_5_1", "16_7_10", "17_4_1", "18_2", "15_8_3", "17_3", "16_6", "16_1", "14_8")
_SAFARI = ("18.1", "17.6", "18.0", "17.5", "16.6", "17.4", "18.2", "15.6", "17.3", "16.3", "16.1", "14.1")
_PHONES = (
    "14; SM-A546B", "14; SM-S918B", "14; SM-S921B", "14; SM-A155F", "15; Pixel 8", "13; SM-G991B", "14; Pixel 7a",
    "13; 23021RAAEG", "13; SM-A536B", "13; CPH2451", "12; M2101K6G", "13; SM-A137F", "15; Pixel 6", "12; 2201117TY",
    "14; SM-S901B", "14; SM-A346B", "12; RMX3630", "13; V2145", "14; moto g54", "11; ONEPLUS A6013", "13; SM-G998B",
    "13; 22101316G", "12; CPH2385", "11; SM-A127F", "13; Nokia G42", "14; SM-A256B", "14; XQ-DC54", "15; Pixel 9 Pro",
    "10; SM-G960F", "9; SM-J530F", "8.1.0; Redmi 5", "12; SM-A528B", "13; SM-A528B", "12; SM-G991B", "13; SM-A546B",
)  # fmt: skip
_BLANKS: dict[str, Sequence[str]] = {
    "ios": _IOS,
    "safari": _SAFARI,
    "android": ("14", "13", "12", "15", "11", "10", "9", "8.1.0"),
    "phone": _PHONES,
    "chrome": tuple(str(130 - one) for one in range(34)),
    "firefox": tuple(str(132 - one) for one in range(24)),
    "samsung": tuple(str(27 - one) for one in range(10)),
    "app": tuple(str(360 - one * 3) for one in range(12)),
    "tizen": ("8", "7", "6", "5"),
}
_RARE = 0.00012  # of a shape: filled in less often than that, nobody came with it


def _agents(chance: random.Random) -> Picks[str]:
    made = Picks[str]()
    for shapes, share in ((_SHAPES, 1 - BOT_SHARE), (_BOTS, BOT_SHARE)):
        whole = sum(weight for _, weight in shapes)
        for shape, weight in shapes:
            for text, part in _filled(shape):
                if part >= _RARE:
                    made.add(text, share * weight / whole * part * chance.uniform(0.6, 1.4))
    return made


def _filled(shape: str) -> Iterator[tuple[str, float]]:
    """Yield what a shape becomes with each filling, and how large a part of it that is."""
    blanks = [name for name in _BLANKS if f"{{{name}}}" in shape]
    parts = [falling(len(_BLANKS[name]), 1.3) for name in blanks]
    whole = [sum(one) for one in parts]
    for numbers in itertools.product(*(range(len(one)) for one in parts)):
        text, part = shape, 1.0
        for name, number, weights, total in zip(blanks, numbers, parts, whole, strict=True):
            text = text.replace(f"{{{name}}}", _BLANKS[name][number])
            part *= weights[number] / total
        yield text, part


_COUNTRIES = (
    "DE AT US CH GB FR NL IT ES PL BE SE DK CZ NO IN CA BR TR RO HU AU FI PT JP UA GR IE HR BG RS SK ZA MX LU SI LT LV "
    "EE AE SG KR IL AR NZ CL CO TH ID PH MY VN EG MA SA NG KE PK BD TW HK IS MT CY"
).split()


def _spots(chance: random.Random) -> Picks[Spot]:
    names = words(chance, CITIES)
    countries = falling(len(_COUNTRIES), 1.35)
    cities = chance.choices(range(len(_COUNTRIES)), weights=[weight**0.6 for weight in countries], k=CITIES)
    numbers = itertools.count()
    made = Picks[Spot]()
    for at, country in enumerate(_COUNTRIES):
        own = [name for name, of in zip(names, cities, strict=True) if of == at]
        weights = falling(len(own), 0.9)
        whole = countries[at] * (1 - _COUNTRY_ONLY_SHARE) / (sum(weights) or 1)
        for rank, (name, weight) in enumerate(zip(own, weights, strict=True)):
            share = weight * whole / sum(countries)
            spot = Spot(country, f"{country}-{chance.choice('ABEHNS')}{rank % 7}", name.title(), ())
            made.add(spot._replace(networks=_networks(numbers, share)), share)
        share = countries[at] * _COUNTRY_ONLY_SHARE / sum(countries)
        made.add(Spot(country, "", "", _networks(numbers, share)), share)
    made.add(Spot("", "", "", tuple(f"10.{one}.0.0/24" for one in range(50))), _NOWHERE_SHARE)
    return made


def _networks(numbers: Iterable[int], share: float) -> tuple[str, ...]:
    count = 1 + round(share * NETWORKS)
    return tuple(f"{20 + at // 65536}.{at // 256 % 256}.{at % 256}.0/24" for at in itertools.islice(numbers, count))


def _told(spot: Spot) -> dict[str, Any]:
    told: dict[str, Any] = {"country": {"iso_code": spot.country}}
    if spot.city:
        told["subdivisions"] = [{"iso_code": spot.region.partition("-")[2]}]
        told["city"] = {"names": {"en": spot.city}}
    return told


def _languages(chance: random.Random) -> Picks[str]:
    made = Picks[str]()
    first = "de-DE en-US en-GB de-AT fr-FR de nl-NL it-IT es-ES de-CH pl-PL pt-BR tr-TR sv-SE da-DK cs-CZ ru-RU uk-UA"
    rest = "ja-JP ko-KR zh-CN zh-Hant-TW ar-EG he-IL el-GR hu-HU ro-RO bg-BG hr-HR sr-RS sk-SK sl-SI fi-FI nb-NO hi-IN"
    tags = [*first.split(), *rest.split(), "en", "fr", "es", "es-MX", "en-AU", "en-CA", "fr-CA", "vi-VN", "th-TH"]
    for tag, weight in zip(tags, falling(len(tags), 1.4), strict=True):
        base = tag.partition("-")[0]
        made.add(f"{tag},{base};q=0.9", weight)
        made.add(f"{tag},{base};q=0.9,en;q=0.8", weight * chance.uniform(0.2, 0.6))
    made.add("", 0.15)  # bots, mostly
    return made


def _pages(chance: random.Random) -> Picks[str]:
    known = (
        "https://www.google.com/ https://l.instagram.com/ https://m.facebook.com/ https://www.linkedin.com/feed/ "
        "https://t.co/abc https://www.bing.com/ https://mail.google.com/mail/u/0/ https://duckduckgo.com/ "
        "https://www.youtube.com/ https://outlook.live.com/ https://www.pinterest.de/pin/1 https://google.de/ "
        "android-app://com.google.android.gm/ https://www.reddit.com/r/berlin/ https://lm.facebook.com/l.php?u=x"
    ).split()
    pages = known + [f"https://www.{name}.example/{name[:3]}/page?id=7" for name in words(chance, 2000)]
    weights = falling(len(pages), 1.15)
    made = Picks[str]()
    made.add("", DIRECT_SHARE)
    for page, weight in zip(pages, weights, strict=True):
        made.add(page, weight / sum(weights) * (1 - DIRECT_SHARE))
    return made


def _campaigns(chance: random.Random) -> Picks[str]:
    """Campaigns that visitors bring along; those of the links are the links' own."""
    made = Picks[str]()
    made.add("", 0.92)
    sources = ["newsletter", "instagram", "facebook", "google", "flyer", "poster", "linkedin", "partner"]
    for name, weight in zip(words(chance, 200), falling(200, 1.1), strict=True):
        source, medium = chance.choice(sources), chance.choice(("email", "social", "cpc", "print", "qr"))
        term = f"&utm_term={name[:4]}" if chance.random() < 0.2 else ""
        made.add(f"utm_source={source}&utm_medium={medium}&utm_campaign={name}{term}", 0.08 * weight / 6)
    return made
