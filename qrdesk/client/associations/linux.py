"""Linux: a desktop entry, an icon and one default in the folders of the person, as the freedesktop.org names them."""

import shutil
import subprocess
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from qrdesk.client.associations.entry import LIST_TYPES, SCHEME_TYPE, command_of, entry_of, exec_of, notes_of
from qrdesk.client.associations.mimeapps import Defaults, write_whole
from qrdesk.client.associations.standing import Standing
from qrdesk.core.errors import CannotWrite

NAME = "qrdesk.desktop"
_OPENS = "Opens-"  # who opens a sort of list, as noted in the entry
_PATIENCE_S = 20
Run = Callable[[Sequence[str]], str | None]


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of the person."""

    data: Path
    config: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Places":
        """Return them as the environment names them; what is no whole path is no place."""
        home = Path.home()
        return cls(
            _absolute(environment.get("XDG_DATA_HOME", "")) or home / ".local/share",
            _absolute(environment.get("XDG_CONFIG_HOME", "")) or home / ".config",
        )

    @property
    def entry(self) -> Path:
        """The desktop entry."""
        return self.data / "applications" / NAME

    @property
    def entry_before(self) -> Path:
        """One by the same name that was there before, out of sight."""
        return self.entry.with_name(f"{NAME}.before-qrdesk")

    @property
    def icon(self) -> Path:
        """The icon that the entry names."""
        return self.data / "icons/hicolor/scalable/apps/qrdesk.svg"

    @property
    def defaults(self) -> Path:
        """Which program opens what."""
        return self.config / "mimeapps.list"


def run(command: Sequence[str]) -> str | None:
    """Return what a program of the system says; None where it is not there, or did not do it."""
    program = shutil.which(command[0])
    if program is None:
        return None
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(
            [program, *command[1:]], capture_output=True, text=True, timeout=_PATIENCE_S, check=True, errors="replace"
        )
        return done.stdout.strip()
    return None


class InFolders:
    """What is written is noted in the entry, so that exactly that is taken back."""

    def __init__(self, command: Sequence[str], places: Places, icon: Path, run: Run = run) -> None:
        """``icon`` is copied; ``run`` asks programs of the system."""
        self._command, self._places, self._icon, self._run = command, places, icon, run

    def standing(self) -> Standing:
        """Return how it stands now."""
        with _said():
            program = Defaults(self._places.defaults).first_of(SCHEME_TYPE)
            if program and program != NAME:
                return Standing("other", _shown(program))
            entry = self._read()
            if not program or not notes_of(entry):
                return Standing("off")
            found = command_of(entry)
            if found == exec_of(self._command):
                return Standing("on")
            return Standing("other", _shown(found.removesuffix(" %U")))

    def register(self) -> None:
        """Have links opened by this QRDesk, and offer it for lists."""
        exec_of(self._command)  # refused before anything is written
        with _said():
            places, before = self._places, self._read()
            notes = notes_of(before)
            if before and not notes:
                places.entry.replace(places.entry_before)
            if not notes:
                notes = self._noted()
            notes.update(self._pinned())
            chosen = Defaults(places.defaults)
            lists = [name for name, kind in LIST_TYPES.items() if f"{_OPENS}{name}" in notes or chosen.of(kind)]
            self._write(entry_of(self._command, lists, notes))
            if not places.icon.exists():
                write_whole(places.icon, self._icon.read_bytes())
            self._make_default()
            self._tell()

    def unregister(self) -> None:
        """Take back what was written, and nothing else."""
        with _said():
            places, notes = self._places, notes_of(self._read())
            if not notes:
                return
            defaults = Defaults(places.defaults)
            if defaults.first_of(SCHEME_TYPE) == NAME:
                defaults.put(SCHEME_TYPE, notes.get("Before", ""))
            for name, kind in LIST_TYPES.items():
                if (program := notes.get(f"{_OPENS}{name}")) and defaults.of(kind) == program:
                    defaults.put(kind, "")
            defaults.write()
            places.entry.unlink()
            if places.entry_before.exists():
                places.entry_before.replace(places.entry)
            if notes.get("Icon") == "ours":
                places.icon.unlink(missing_ok=True)
            self._tell()

    def _noted(self) -> dict[str, str]:
        """Return what has to be put back one day."""
        before = Defaults(self._places.defaults).of(SCHEME_TYPE)
        icon = "theirs" if self._places.icon.exists() else "ours"
        return {"Icon": icon, "Before": "" if before.partition(";")[0] == NAME else before}

    def _pinned(self) -> dict[str, str]:
        """Write down who opens lists where nobody chose: a person's own programs would come before the system's.

        A kind of which nobody can tell that is left out.
        """
        defaults, found = Defaults(self._places.defaults), dict[str, str]()
        for name, kind in LIST_TYPES.items():
            program = None if defaults.of(kind) else self._run(("xdg-mime", "query", "default", kind))
            if program is None or program == NAME or any(letter in program for letter in "\n;="):
                continue
            found[f"{_OPENS}{name}"] = program
            defaults.put(kind, program)
        if any(found.values()):
            defaults.write()
        return found

    def _write(self, entry: str) -> None:
        """Put the entry there; one of the person's own that was moved for it comes back where that fails."""
        places = self._places
        try:
            write_whole(places.entry, entry.encode("utf-8", "surrogateescape"))
        except OSError:
            if not places.entry.exists() and places.entry_before.exists():
                places.entry_before.replace(places.entry)
            raise

    def _make_default(self) -> None:
        self._run(("xdg-mime", "default", NAME, SCHEME_TYPE))
        defaults = Defaults(self._places.defaults)
        if defaults.first_of(SCHEME_TYPE) != NAME:
            defaults.put(SCHEME_TYPE, NAME)
            defaults.write()

    def _tell(self) -> None:
        self._run(("update-desktop-database", str(self._places.entry.parent)))

    def _read(self) -> str:
        with suppress(FileNotFoundError):
            return self._places.entry.read_text(encoding="utf-8", errors="surrogateescape")
        return ""


@contextmanager
def _said() -> Generator[None]:
    try:
        yield
    except OSError as fault:
        where = fault.filename or "a folder of yours"
        raise CannotWrite(
            f"{where} cannot be read or written: {fault.strerror or fault}. Links are opened as before."
        ) from fault


def _shown(program: str) -> str:
    """Return a name as text: names of files are bytes, and need not be UTF-8."""
    return program.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _absolute(said: str) -> Path | None:
    return Path(said) if said and Path(said).is_absolute() else None
