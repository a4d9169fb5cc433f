#!/usr/bin/env python3
"""Put the outlines of the world's countries that QRDesk ships into resources/world: needs npm, and Python 3.11.

python3 packaging/fetch_world.py

The package and the checksums of what is taken from it are pinned here. The data: Natural Earth, public domain (see
resources/NOTICE). Outlines are those of its small scale (1:110 million), in hundredths of a degree; countries that
are too small for that scale become one point, the middle of their largest island in the medium one (1:50 million).

A country is what ISO 3166 puts under its code, as databases of addresses do, which is where hits get theirs from. The
source draws some lands by who governs them instead: those are put where the codes have them.
"""

import json
import sys
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import npm_package

PACKAGE = "world-atlas"
VERSION = "2.0.2"
OUTLINES = "package/countries-110m.json"
ISLANDS = "package/countries-50m.json"
SHA256 = {
    OUTLINES: "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8",
    ISLANDS: "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
}
FILE = Path(__file__).resolve().parents[1] / "resources/world/countries.json"

# ISO 3166-1: numbers as the source has them, letters as everybody else
CODES = """
004 AF 008 AL 010 AQ 012 DZ 016 AS 020 AD 024 AO 028 AG 031 AZ 032 AR 036 AU 040 AT 044 BS 048 BH 050 BD 051 AM 052 BB
056 BE 060 BM 064 BT 068 BO 070 BA 072 BW 076 BR 084 BZ 086 IO 090 SB 092 VG 096 BN 100 BG 104 MM 108 BI 112 BY 116 KH
120 CM 124 CA 132 CV 136 KY 140 CF 144 LK 148 TD 152 CL 156 CN 158 TW 170 CO 174 KM 178 CG 180 CD 184 CK 188 CR 191 HR
192 CU 196 CY 203 CZ 204 BJ 208 DK 212 DM 214 DO 218 EC 222 SV 226 GQ 231 ET 232 ER 233 EE 234 FO 238 FK 239 GS 242 FJ
246 FI 248 AX 250 FR 258 PF 260 TF 262 DJ 266 GA 268 GE 270 GM 275 PS 276 DE 288 GH 296 KI 300 GR 304 GL 308 GD 316 GU
320 GT 324 GN 328 GY 332 HT 334 HM 336 VA 340 HN 344 HK 348 HU 352 IS 356 IN 360 ID 364 IR 368 IQ 372 IE 376 IL 380 IT
384 CI 388 JM 392 JP 398 KZ 400 JO 404 KE 408 KP 410 KR 414 KW 417 KG 418 LA 422 LB 426 LS 428 LV 430 LR 434 LY 438 LI
440 LT 442 LU 446 MO 450 MG 454 MW 458 MY 462 MV 466 ML 470 MT 478 MR 480 MU 484 MX 492 MC 496 MN 498 MD 499 ME 500 MS
504 MA 508 MZ 512 OM 516 NA 520 NR 524 NP 528 NL 531 CW 533 AW 534 SX 540 NC 548 VU 554 NZ 558 NI 562 NE 566 NG 570 NU
574 NF 578 NO 580 MP 583 FM 584 MH 585 PW 586 PK 591 PA 598 PG 600 PY 604 PE 608 PH 612 PN 616 PL 620 PT 624 GW 626 TL
630 PR 634 QA 642 RO 643 RU 646 RW 652 BL 654 SH 659 KN 660 AI 662 LC 663 MF 666 PM 670 VC 674 SM 678 ST 682 SA 686 SN
688 RS 690 SC 694 SL 702 SG 703 SK 704 VN 705 SI 706 SO 710 ZA 716 ZW 724 ES 728 SS 729 SD 732 EH 740 SR 748 SZ 752 SE
756 CH 760 SY 762 TJ 764 TH 768 TG 776 TO 780 TT 784 AE 788 TN 792 TR 795 TM 796 TC 800 UG 804 UA 807 MK 818 EG 826 GB
831 GG 832 JE 833 IM 834 TZ 840 US 850 VI 854 BF 858 UY 860 UZ 862 VE 876 WF 882 WS 887 YE 894 ZM
"""
UNNUMBERED = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}  # where databases of addresses put them
LEFT_OUT = {"AQ"}  # nobody scans there, and it would take a quarter of the map
# west, south, east, north: parts of a country that databases of addresses know by a code of their own
APART = {("FR", "GF"): (-55, 2, -51, 6), ("NO", "SJ"): (10, 74, 35, 81)}
CRIMEA = (32, 44, 37, 47)  # west, south, east, north; the source has it with Russia, as a ring of its own
MOROCCO_ENDS = 27.67  # degrees north; the source has Western Sahara only east of the berm, the rest with Morocco
# not in the source as countries of their own: longitude and latitude, in degrees
MORE = {
    "GP": (-61.5, 16.2), "MQ": (-61.0, 14.6), "RE": (55.5, -21.1), "YT": (45.2, -12.8), "GI": (-5.4, 36.1),
    "BQ": (-68.3, 12.2), "TV": (179.2, -8.5), "TK": (-171.8, -9.2), "CX": (105.6, -10.5), "CC": (96.9, -12.2),
}  # fmt: skip

_HALF, _ROUND = 18_000, 36_000  # hundredths of a degree
Point = tuple[int, int]
Ring = list[Point]


def main() -> int:
    """Fetch, check, convert and put in place; nothing is changed when any of it fails."""
    try:
        found = npm_package.fetch(PACKAGE, VERSION, SHA256)
    except npm_package.Stop as stop:
        return npm_package.stopped(stop)
    text = _written(json.loads(found[OUTLINES]), json.loads(found[ISLANDS]))
    FILE.parent.mkdir(exist_ok=True)
    npm_package.replace(FILE, text.encode())
    sys.stdout.write(f"{FILE}: {len(text):,} bytes\n")
    return 0


def _written(small: dict[str, Any], medium: dict[str, Any]) -> str:
    """Return the file: a country a line."""
    outlines = {code: [_flat(ring) for ring in rings] for code, rings in sorted(_by_code(_rings(small)).items())}
    points = {code: [round(100 * x), round(100 * y)] for code, (x, y) in MORE.items()}
    points |= {code: _middle(rings) for code, rings in _rings(medium).items() if code not in outlines}
    parts = {"outlines": outlines, "points": dict(sorted(points.items()))}
    lines = {
        key: ",\n".join(f"{json.dumps(code)}:{json.dumps(one, separators=(',', ':'))}" for code, one in part.items())
        for key, part in parts.items()
    }
    return "{" + ",\n".join(f"{json.dumps(key)}:{{\n{part}\n}}" for key, part in lines.items()) + "}\n"


def _rings(topology: dict[str, Any]) -> dict[str, list[Ring]]:
    """Return the rings of each country, lakes included: which is which follows from how they lie."""
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    letters = dict(zip(*[iter(CODES.split())] * 2, strict=True))
    found: dict[str, list[Ring]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        code = letters.get(country.get("id", "")) or UNNUMBERED.get(country["properties"]["name"], "")
        if code and code not in LEFT_OUT:
            polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
            whole = (_ring(ring, arcs) for polygon in polygons for ring in polygon)
            found.setdefault(code, []).extend(part for ring in whole for part in _cut(ring))
    return {code: [ring for ring in rings if len(ring) > 2] for code, rings in found.items()}


def _arc(arc: list[Point], transform: dict[str, Any]) -> Ring:
    """Return a line in hundredths of a degree; the source has it as steps on a grid."""
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    places = zip(accumulate(x for x, _ in arc), accumulate(y for _, y in arc), strict=True)
    return [(round(100 * (x * wide + left)), round(100 * (y * high + low))) for x, y in places]


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Return a ring put together from lines; a number below zero is a line walked backwards."""
    whole: Ring = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        whole += line[1:] if whole else line
    kept = whole[:1] + [here for before, here in pairwise(whole) if here != before]
    return kept[:-1] if kept[0] == kept[-1] else kept


def _cut(ring: Ring) -> list[Ring]:
    """Return a ring as it lies on a map with 180 degrees at both edges: the source knows no edge."""
    unrolled = list(ring[:1])
    for x, y in ring[1:]:
        turn = round((unrolled[-1][0] - x) / _ROUND) * _ROUND
        unrolled.append((x + turn, y))
    if all(-_HALF <= x <= _HALF for x, _ in unrolled):
        return [unrolled]
    edge = _HALF if max(x for x, _ in unrolled) > _HALF else -_HALF
    east, west = _side(unrolled, edge, 1), _side(unrolled, edge, -1)
    there, turn = (east, -_ROUND) if edge > 0 else (west, _ROUND)
    return [west if edge > 0 else east, [(x + turn, y) for x, y in there]]


def _side(ring: Ring, edge: int, sign: int) -> Ring:
    """Return what lies on one side of a meridian: ``sign`` 1 is the east."""
    kept: Ring = []
    for (left, low), (x, y) in zip(ring, ring[1:] + ring[:1], strict=True):
        if sign * (left - edge) >= 0:
            kept.append((left, low))
        if (left - edge) * (x - edge) < 0:
            kept.append((edge, round(low + (y - low) * (edge - left) / (x - left))))
    return kept


def _by_code(rings: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    """Return the rings with every land where ISO 3166 has it."""
    for (country, part), box in APART.items():
        rings[part] = _taken(rings[country], box)
    (crimea,) = _taken(rings["RU"], CRIMEA)
    (ukraine,) = rings["UA"]
    rings["UA"] = [_joined(ukraine, crimea)]
    (morocco,), (sahara,) = rings["MA"], rings["EH"]
    south = [(x, y) for x, y in morocco if y <= MOROCCO_ENDS * 100]
    rings["MA"] = [[point for point in morocco if point not in south[1:-1]]]
    rings["EH"] = [_joined(sahara, south)]
    return rings


def _taken(rings: list[Ring], box: tuple[float, float, float, float]) -> list[Ring]:
    """Take the rings that lie in ``box`` out of ``rings``, and return them."""
    west, south, east, north = (round(side * 100) for side in box)
    inside = [ring for ring in rings if all(west <= x <= east and south <= y <= north for x, y in ring)]
    rings[:] = [ring for ring in rings if ring not in inside]
    return inside


def _joined(one: Ring, other: Ring) -> Ring:
    """Return two rings with a line in common as the ring around both."""
    common = set(one) & set(other)
    return _without(one, common) + _without(other, common)


def _without(ring: Ring, common: set[Point]) -> Ring:
    """Return a ring from where it leaves the line in common to just before it comes back."""
    following = ring[1:] + ring[:1]
    leaves = next(place for place, here in enumerate(ring) if here in common and following[place] not in common)
    turned = ring[leaves:] + ring[:leaves]
    return turned[:1] + [here for here in turned if here not in common]


def _flat(ring: Ring) -> list[int]:
    """Return a ring as one list: where it begins, then the steps from point to point."""
    steps = [(x - left, y - low) for (left, low), (x, y) in pairwise(ring)]
    return [number for point in (ring[0], *steps) for number in point]


def _middle(rings: list[Ring]) -> list[int]:
    largest = max(rings, key=_size)
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    return [(min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2]


def _size(ring: Ring) -> int:
    return abs(sum(x * below - right * y for (x, y), (right, below) in zip(ring, ring[1:] + ring[:1], strict=True)))


if __name__ == "__main__":
    sys.exit(main())
