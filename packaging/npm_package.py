"""Taking files out of an npm package, for the scripts beside this one: they change nothing when it fails."""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path


class Stop(Exception):
    """Why a script ends without having changed anything: a sentence for whoever runs it."""


def fetch(package: str, version: str, members: Mapping[str, str]) -> dict[str, bytes]:
    """Return files of a package, by their names in it. ``members`` has a SHA-256 for each; "" takes it as it is.

    Raises:
        Stop: there is no npm, it could not fetch the package, or a file is not what was pinned.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise Stop("This needs npm, which comes with Node.js.")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", "--pack-destination", folder, f"{package}@{version}"]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            raise Stop(f"npm could not fetch {package} {version}. What it says is above.")
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as packed:
            found = {name: _read(packed, name) for name in members}
    for name, pinned in members.items():
        if pinned and (is_now := hashlib.sha256(found[name]).hexdigest()) != pinned:
            raise Stop(f"{name} is not what was pinned: its checksum is {is_now}.")
    return found


def replace(path: Path, content: bytes) -> None:
    """Put a file in place whole, never half."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    new.replace(path)


def stopped(stop: Stop) -> int:
    """Say why, and return what the script exits with."""
    sys.stderr.write(f"{stop} Nothing was changed.\n")
    return 1


def _read(package: tarfile.TarFile, name: str) -> bytes:
    member = package.extractfile(name)
    if member is None:
        raise FileNotFoundError(name)
    return member.read()
