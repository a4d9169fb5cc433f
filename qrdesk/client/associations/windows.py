"""Windows: keys of the person's own registry, so that no rights are needed; an installer writes the same ones."""

import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from qrdesk.client.associations.standing import SCHEME, Standing
from qrdesk.core.errors import CannotWrite

if sys.platform == "win32":
    import winreg

_CLASSES = "Software\\Classes"
_LINKS = f"{_CLASSES}\\{SCHEME}"
_LISTS = f"{_CLASSES}\\Applications\\qrdesk.exe"
_OPEN = "shell\\open\\command"
_ROOTS = (_LISTS, _LINKS)
_BEFORE = "QRDeskBefore"  # beside a value that was there before: what it said


class Registry(Protocol):
    """The part of the registry that belongs to the person."""

    def get(self, key: str, name: str) -> str | None:
        """Return a value; None for none."""
        ...

    def put(self, key: str, name: str, value: str) -> None:
        """Write a value, and its key where there is none."""
        ...

    def copy(self, key: str, name: str, other: str) -> None:
        """Write a value that is there under another name of its key, too: of the same sort, such as one with %PATH%."""
        ...

    def drop(self, key: str, name: str) -> None:
        """Remove a value, and its key once that is empty."""
        ...


def values_of(command: Sequence[str]) -> Mapping[tuple[str, str], str]:
    """Return everything that is written, by key and name."""
    opens = f'{quoted(command)} "%1"'
    return {
        (_LINKS, ""): "URL:QRDesk",
        (_LINKS, "URL Protocol"): "",
        (f"{_LINKS}\\DefaultIcon", ""): f'"{command[0]}",0',
        (f"{_LINKS}\\{_OPEN}", ""): opens,
        (_LISTS, "FriendlyAppName"): "QRDesk",
        (f"{_LISTS}\\SupportedTypes", ".csv"): "",
        (f"{_LISTS}\\SupportedTypes", ".xlsx"): "",
        (f"{_LISTS}\\{_OPEN}", ""): opens,
    }


def quoted(command: Sequence[str]) -> str:
    """Return ``command`` as Windows takes it apart again; a path always stands in quotes."""
    program, *rest = command
    return " ".join([f'"{program}"', *(f'"{word}"' if " " in word else word for word in rest)])


def file_of(command: Sequence[str]) -> str:
    """Return the same as a file that a person can import."""
    lines, last = ["Windows Registry Editor Version 5.00"], ""
    for (key, name), value in values_of(command).items():
        if key != last:
            lines += ["", f"[HKEY_CURRENT_USER\\{key}]"]
            last = key
        inside = value.replace("\\", "\\\\").replace('"', '\\"')
        lines.append((f'"{name}"' if name else "@") + f'="{inside}"')
    return "\n".join(lines) + "\n"


class InRegistry:
    """What another program had written is noted beside, and comes back."""

    def __init__(self, command: Sequence[str], registry: Registry) -> None:
        self._values, self._registry = values_of(command), registry

    def standing(self) -> Standing:
        """Return how it stands now."""
        with _said():
            key = f"{_LINKS}\\{_OPEN}", ""
            found = self._registry.get(*key)
            if found is None:
                return Standing("off")
            return Standing("on") if found == self._values[key] else Standing("other", found)

    def register(self) -> None:
        """Have links opened by this QRDesk, and offer it for lists."""
        with _said():
            for root in _ROOTS:
                again = self._opened_by(root) == self._values[f"{root}\\{_OPEN}", ""]
                for (key, name), value in self._under(root):
                    if not again and self._has(key, name) and not self._has(key, _BEFORE + name):
                        self._registry.copy(key, name, _BEFORE + name)
                    self._registry.put(key, name, value)

    def unregister(self) -> None:
        """Take back what was written, and nothing else; what another program has taken over since is that one's.

        The command goes last: a second try knows by it that it is still ours.
        """
        with _said():
            for root in _ROOTS:
                if self._opened_by(root) in {None, self._values[f"{root}\\{_OPEN}", ""]}:
                    for (key, name), value in self._under(root):
                        if self._registry.get(key, name) == value:
                            self._put_back(key, name)

    def _put_back(self, key: str, name: str) -> None:
        if self._has(key, _BEFORE + name):
            self._registry.copy(key, _BEFORE + name, name)
            self._registry.drop(key, _BEFORE + name)
        else:
            self._registry.drop(key, name)

    def _under(self, root: str) -> list[tuple[tuple[str, str], str]]:
        return [(place, value) for place, value in self._values.items() if f"{place[0]}\\".startswith(f"{root}\\")]

    def _opened_by(self, root: str) -> str | None:
        return self._registry.get(f"{root}\\{_OPEN}", "")

    def _has(self, key: str, name: str) -> bool:
        return self._registry.get(key, name) is not None


class WindowsRegistry:
    """HKEY_CURRENT_USER itself."""

    def get(self, key: str, name: str) -> str | None:
        """Return a value; None for none."""
        if sys.platform == "win32":
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as found:
                    return str(winreg.QueryValueEx(found, name)[0])
            except FileNotFoundError:
                return None
        raise NotImplementedError

    def put(self, key: str, name: str, value: str) -> None:
        """Write a value, and its key where there is none."""
        if sys.platform == "win32":
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as made:
                winreg.SetValueEx(made, name, 0, winreg.REG_SZ, value)

    def copy(self, key: str, name: str, other: str) -> None:
        """Write a value under another name, of the same sort."""
        if sys.platform == "win32":
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_READ | winreg.KEY_SET_VALUE) as found:
                value, sort = winreg.QueryValueEx(found, name)
                winreg.SetValueEx(found, other, 0, sort, value)

    def drop(self, key: str, name: str) -> None:
        """Remove a value, and its key once that is empty, and those above it as far as the classes."""
        if sys.platform == "win32":
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as found:
                winreg.DeleteValue(found, name)
            while key.startswith(f"{_CLASSES}\\"):
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as found:
                    inside, values, _ = winreg.QueryInfoKey(found)
                if inside or values:
                    return
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
                key = key.rpartition("\\")[0]


@contextmanager
def _said() -> Generator[None]:
    try:
        yield
    except OSError as fault:
        raise CannotWrite(f"The registry cannot be written: {fault.strerror or fault}. Nothing was lost.") from fault
