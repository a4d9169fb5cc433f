"""Countries and languages by their English names, for sentences about rules.

Source of the countries: ``iso3166.tab`` of the time zone database, which is in the public domain.
"""

_COUNTRIES = (
    "AD Andorra; AE United Arab Emirates; AF Afghanistan; AG Antigua & Barbuda; AI Anguilla; AL Albania; AM Armenia; "
    "AO Angola; AQ Antarctica; AR Argentina; AS Samoa (American); AT Austria; AU Australia; AW Aruba; AX Åland "
    "Islands; AZ Azerbaijan; BA Bosnia & Herzegovina; BB Barbados; BD Bangladesh; BE Belgium; BF Burkina Faso; BG "
    "Bulgaria; BH Bahrain; BI Burundi; BJ Benin; BL St Barthelemy; BM Bermuda; BN Brunei; BO Bolivia; BQ Caribbean "
    "NL; BR Brazil; BS Bahamas; BT Bhutan; BV Bouvet Island; BW Botswana; BY Belarus; BZ Belize; CA Canada; CC Cocos "
    "(Keeling) Islands; CD Congo (Dem. Rep.); CF Central African Rep.; CG Congo (Rep.); CH Switzerland; CI Côte "
    "d'Ivoire; CK Cook Islands; CL Chile; CM Cameroon; CN China; CO Colombia; CR Costa Rica; CU Cuba; CV Cape Verde; "
    "CW Curaçao; CX Christmas Island; CY Cyprus; CZ Czechia; DE Germany; DJ Djibouti; DK Denmark; DM Dominica; DO "
    "Dominican Republic; DZ Algeria; EC Ecuador; EE Estonia; EG Egypt; EH Western Sahara; ER Eritrea; ES Spain; ET "
    "Ethiopia; FI Finland; FJ Fiji; FK Falkland Islands; FM Micronesia; FO Faroe Islands; FR France; GA Gabon; GB the "
    "United Kingdom; GD Grenada; GE Georgia; GF French Guiana; GG Guernsey; GH Ghana; GI Gibraltar; GL Greenland; GM "
    "Gambia; GN Guinea; GP Guadeloupe; GQ Equatorial Guinea; GR Greece; GS South Georgia & the South Sandwich "
    "Islands; GT Guatemala; GU Guam; GW Guinea-Bissau; GY Guyana; HK Hong Kong; HM Heard Island & McDonald Islands; "
    "HN Honduras; HR Croatia; HT Haiti; HU Hungary; ID Indonesia; IE Ireland; IL Israel; IM Isle of Man; IN India; IO "
    "British Indian Ocean Territory; IQ Iraq; IR Iran; IS Iceland; IT Italy; JE Jersey; JM Jamaica; JO Jordan; JP "
    "Japan; KE Kenya; KG Kyrgyzstan; KH Cambodia; KI Kiribati; KM Comoros; KN St Kitts & Nevis; KP North Korea; KR "
    "South Korea; KW Kuwait; KY Cayman Islands; KZ Kazakhstan; LA Laos; LB Lebanon; LC St Lucia; LI Liechtenstein; LK "
    "Sri Lanka; LR Liberia; LS Lesotho; LT Lithuania; LU Luxembourg; LV Latvia; LY Libya; MA Morocco; MC Monaco; MD "
    "Moldova; ME Montenegro; MF St Martin (French); MG Madagascar; MH Marshall Islands; MK North Macedonia; ML Mali; "
    "MM Myanmar (Burma); MN Mongolia; MO Macau; MP Northern Mariana Islands; MQ Martinique; MR Mauritania; MS "
    "Montserrat; MT Malta; MU Mauritius; MV Maldives; MW Malawi; MX Mexico; MY Malaysia; MZ Mozambique; NA Namibia; "
    "NC New Caledonia; NE Niger; NF Norfolk Island; NG Nigeria; NI Nicaragua; NL the Netherlands; NO Norway; NP "
    "Nepal; NR Nauru; NU Niue; NZ New Zealand; OM Oman; PA Panama; PE Peru; PF French Polynesia; PG Papua New Guinea; "
    "PH Philippines; PK Pakistan; PL Poland; PM St Pierre & Miquelon; PN Pitcairn; PR Puerto Rico; PS Palestine; PT "
    "Portugal; PW Palau; PY Paraguay; QA Qatar; RE Réunion; RO Romania; RS Serbia; RU Russia; RW Rwanda; SA Saudi "
    "Arabia; SB Solomon Islands; SC Seychelles; SD Sudan; SE Sweden; SG Singapore; SH St Helena; SI Slovenia; SJ "
    "Svalbard & Jan Mayen; SK Slovakia; SL Sierra Leone; SM San Marino; SN Senegal; SO Somalia; SR Suriname; SS South "
    "Sudan; ST Sao Tome & Principe; SV El Salvador; SX St Maarten (Dutch); SY Syria; SZ Eswatini (Swaziland); TC "
    "Turks & Caicos Is; TD Chad; TF French S. Terr.; TG Togo; TH Thailand; TJ Tajikistan; TK Tokelau; TL East Timor; "
    "TM Turkmenistan; TN Tunisia; TO Tonga; TR Turkey; TT Trinidad & Tobago; TV Tuvalu; TW Taiwan; TZ Tanzania; UA "
    "Ukraine; UG Uganda; UM US minor outlying islands; US the United States; UY Uruguay; UZ Uzbekistan; VA Vatican "
    "City; VC St Vincent; VE Venezuela; VG Virgin Islands (UK); VI Virgin Islands (US); VN Vietnam; VU Vanuatu; WF "
    "Wallis & Futuna; WS Samoa (western); XK Kosovo; YE Yemen; YT Mayotte; ZA South Africa; ZM Zambia; ZW Zimbabwe"
)
_LANGUAGES = (
    "ar Arabic; bg Bulgarian; bn Bengali; ca Catalan; cs Czech; cy Welsh; da Danish; de German; el Greek; en English; "
    "es Spanish; et Estonian; eu Basque; fa Persian; fi Finnish; fr French; ga Irish; gl Galician; he Hebrew; hi "
    "Hindi; hr Croatian; hu Hungarian; id Indonesian; is Icelandic; it Italian; ja Japanese; ko Korean; lt "
    "Lithuanian; lv Latvian; mk Macedonian; ms Malay; mt Maltese; nb Norwegian; nl Dutch; nn Norwegian; no Norwegian; "
    "pl Polish; pt Portuguese; ro Romanian; ru Russian; sk Slovak; sl Slovene; sq Albanian; sr Serbian; sv Swedish; "
    "sw Swahili; ta Tamil; th Thai; tl Tagalog; tr Turkish; uk Ukrainian; ur Urdu; vi Vietnamese; zh Chinese"
)


def _read(text: str) -> dict[str, str]:
    return {one[: one.index(" ")]: one[one.index(" ") + 1 :] for one in text.split("; ")}


_country_names, _language_names = _read(_COUNTRIES), _read(_LANGUAGES)


def country_name(code: str) -> str:
    """Return the name of a country by its ISO 3166 code of two letters; the code itself where nobody knows it."""
    return _country_names.get(code.upper(), code)


def language_name(tag: str) -> str:
    """Return the name of a language such as ``fr`` or ``fr-CA``; the tag itself where nobody knows it."""
    code, _, rest = tag.partition("-")
    name = _language_names.get(code.lower())
    if name is None:
        return tag
    return f"{name} ({rest})" if rest else name
