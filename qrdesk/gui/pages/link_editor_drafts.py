"""What was typed in the link editor and not saved: kept by place and link, also until the app is opened again."""

from pydantic import TypeAdapter, ValidationError

from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_rules import Begun
from qrdesk.gui.shell.state import State

_DRAFTS = "editor/drafts"
_READER: TypeAdapter[dict[str, dict[str, Values]]] = TypeAdapter(dict[str, dict[str, Values]])


class Drafts:
    """Values by link id, for the place that is open."""

    def __init__(self, state: State, place: str) -> None:
        self._state, self._place = state, place
        self._begun: dict[tuple[str, str], Begun] = {}  # by place and link, while the app runs
        self._places = _read(state)
        self._here = self._places.setdefault(place, {})

    def go_to(self, place: str) -> None:
        """Other links are open now."""
        self._place, self._here = place, self._places.setdefault(place, {})

    def keep_begun(self, link_id: str, begun: Begun) -> None:
        """Keep a rule of a link that is begun and none yet, until the app is closed."""
        self._begun[self._place, link_id] = begun

    def take_begun(self, link_id: str) -> Begun | None:
        """Return what was begun for a link, and keep it no longer."""
        return self._begun.pop((self._place, link_id), None)

    def keep(self, link_id: str, values: Values) -> None:
        """Keep what was typed for a link; the empty id is the new one."""
        self._here[link_id] = values

    def take(self, link_id: str, default: Values) -> Values:
        """Return what was kept for a link, and keep it no longer."""
        return self._here.pop(link_id, default)

    def drop(self, link_id: str, values: Values | None = None) -> None:
        """Keep nothing for a link; with ``values``, only if nothing else is kept by now."""
        if values is None or self._here.get(link_id) == values:
            self._here.pop(link_id, None)
        if values is None:
            self._begun.pop((self._place, link_id), None)

    def write(self) -> None:
        """Write everything down for the next time; passwords are not written anywhere."""
        leave_out = {place: {link: {"password"} for link in drafts} for place, drafts in self._places.items()}
        text = _READER.dump_json(self._places, exclude=leave_out, exclude_defaults=True).decode()
        self._state.write(_DRAFTS, text)


def _read(state: State) -> dict[str, dict[str, Values]]:
    """Return what was kept when the window closed; nothing where that cannot be read any more."""
    try:
        return _READER.validate_json(state.read(_DRAFTS, "") or "{}")
    except ValidationError:
        return {}
