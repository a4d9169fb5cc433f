"""The locks that this computer holds on files, as its own list says; Linux has one."""

from pathlib import Path


def locks_on(folder: Path) -> set[str]:
    """Return the names of the files in a folder that this computer holds locks on."""
    named = {path.stat().st_ino: path.name for path in folder.iterdir()}
    held = [line.split() for line in Path("/proc/locks").read_text("utf-8").splitlines() if "POSIX" in line]
    return {named[number] for number in (int(words[5].rpartition(":")[2]) for words in held) if number in named}
