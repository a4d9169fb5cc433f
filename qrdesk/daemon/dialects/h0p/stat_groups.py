"""What H0p counts clicks by, and what it calls the values: those are for people to read."""

from collections.abc import Callable, Mapping

from qrdesk.core.code_names import country_name, language_name
from qrdesk.core.schemas.analytics import Dimension

UNKNOWN = "Unknown"
DIRECT = "Direct"
BOTS = "Bot"
# Source: the continents of ISO 3166 countries, as the UN's M49 standard has them; Kosovo beside them.
_CONTINENTS: Mapping[str, str] = {
    "Africa": "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU "
    "MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW",
    "Antarctica": "AQ BV GS HM",
    "Asia": "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM "
    "PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE",
    "Europe": "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD "
    "ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK",
    "North America": "AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM "
    "PR SV SX TC TT US VC VG VI",
    "Oceania": "AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
    "South America": "AR BO BR CL CO EC FK GF GY PE PY SR UY VE",
}
_CONTINENT_OF = {code: name for name, codes in _CONTINENTS.items() for code in codes.split()}


def _country(value: str) -> str:
    return country_name(value).removeprefix("the ") if value else UNKNOWN


def _known(value: str) -> str:
    return value or UNKNOWN


def _continent(value: str) -> str:
    return value if value == "other" else _CONTINENT_OF.get(value, UNKNOWN)


def _language(value: str) -> str:
    return language_name(value) if value else UNKNOWN


def _referer(value: str) -> str:
    return value or DIRECT


Name = Callable[[str], str]
# By the word of ``groupBy``: our dimension, and what its values are called.
BY_VALUE: Mapping[str, tuple[Dimension, Name]] = {
    "city": (Dimension.CITY, _known),
    "region": (Dimension.REGION, _known),
    "country": (Dimension.COUNTRY, _country),
    "continent": (Dimension.COUNTRY, _continent),
    "lang": (Dimension.LANGUAGE, _language),
    "device": (Dimension.DEVICE, _known),
    "browser": (Dimension.BROWSER, _known),
    "os": (Dimension.OS, _known),
    "referer": (Dimension.REFERRER, _referer),
    "utmSource": (Dimension.UTM_SOURCE, str),
    "utmMedium": (Dimension.UTM_MEDIUM, str),
    "utmCampaign": (Dimension.UTM_CAMPAIGN, str),
    "utmTerm": (Dimension.UTM_TERM, str),
    "utmContent": (Dimension.UTM_CONTENT, str),
    "destination": (Dimension.DESTINATION, str),
}
OTHERS = ("qrCode", "shortLinks", "uniqueVisitors")
GROUPS = (*BY_VALUE, *OTHERS)
