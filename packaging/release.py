"""What the scripts that make packages share: which version, of which moment, and how they end."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EPOCH = "SOURCE_DATE_EPOCH"  # the moment that packages are dated with: the same source makes the same bytes
_NO_HISTORY = "1580601600"  # where there is neither that nor git, as in an unpacked sdist: what hatchling uses, too


class Stop(Exception):
    """Why no package was made: a sentence for whoever runs the script."""


def ended(make: Callable[[], object]) -> int:
    """Do it; say why it could not be done, and return what the script exits with."""
    try:
        make()
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    return 0


def say(words: str) -> None:
    """Print at once, in order with what other programs print."""
    print(words, flush=True)  # noqa: T201 - it talks to a person


def version() -> str:
    """Return the version that pyproject.toml names."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def moment(environment: Mapping[str, str] = os.environ) -> int:
    """Return the second that packages are dated with: what was said, else that of the last commit."""
    if said := environment.get(EPOCH, ""):
        if not said.isdecimal():
            raise Stop(f"{EPOCH} is “{said}”. It has to be a number of seconds since 1970.")
        return int(said)
    return int(_last_commit() or _NO_HISTORY)


def _last_commit() -> str:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        return ""
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def same_bytes(at: int) -> dict[str, str]:
    """Return the environment in which programs make the same bytes of the same source."""
    fixed = {EPOCH: str(at), "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    return {**os.environ, **fixed}


def run(
    command: Sequence[str | Path], what: str, environment: Mapping[str, str] | None = None, folder: Path = ROOT
) -> None:
    """Run a program in ``folder``; ``what`` it was for is said when it fails.

    Raises:
        Stop: it is not there, or it failed. What it said is above.
    """
    try:
        done = subprocess.run([*map(str, command)], env=environment, cwd=folder, check=False)
    except FileNotFoundError as missing:
        raise Stop(f"{what} needs the program {command[0]}, which is not installed.") from missing
    if done.returncode:
        raise Stop(f"{what} failed. What {Path(command[0]).name} says is above.")


def size_of(path: Path) -> str:
    """Return how large a file or folder is, as people read it."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file() and not one.is_symlink()]
    return f"{sum(one.stat().st_size for one in files) / 1e6:.1f} MB"
