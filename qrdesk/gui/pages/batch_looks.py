"""The looks that codes of links have themselves, where a batch leaves each as it is."""

import time
from dataclasses import dataclass, field

from qrdesk.client import Client, CodeQuery, Design
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.errors import NotFound, ScopeMissing
from qrdesk.core.schemas.domains import DomainView
from qrdesk.core.schemas.lines import as_kept
from qrdesk.gui.look_assets import LookAssets

_FRESH_S = 10.0  # for so long what was asked is taken to be what there is
_MOST = 512  # looks that are kept for so long
_CODES = 50  # of one link: its own address is carried by one of the last


@dataclass(frozen=True, slots=True)
class KnownLooks:
    """Asks for looks of codes that are shown before they are made, on any thread; for seconds it asks only once."""

    _kept: dict[str, tuple[float, Design]] = field(default_factory=dict[str, tuple[float, Design]])

    def of(self, client: Client, name: str) -> Design:
        """Return the look of the code that the link called ``name`` has, or would get."""
        kept = self._kept.get(name)
        if kept is not None and time.monotonic() - kept[0] < _FRESH_S:
            return kept[1]
        design = _asked(client, name)
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[name] = (time.monotonic(), design)
        return design


@dataclass(frozen=True, slots=True)
class OwnLooks:
    """Each code has the look that it has in the Studio; but for ``ink``, where that is not empty."""

    files: LookAssets
    known: KnownLooks
    ink: str = ""

    def said(self, design: Design) -> str:
        """Return a look as it is written down."""
        return self._inked(design).model_dump_json()

    def read(self, said: str) -> tuple[Design, Assets]:
        """Return a look that was written down, with the files that it names.

        Raises:
            NotFound: one of them is gone.
        """
        design = as_kept(said, Design.model_validate_json)
        return design, self.files.of(design)

    def foreseen(self, client: Client, name: str) -> tuple[Design, Assets]:
        """Return how the code of a link will look; plain where a file is gone, which the run says of its row."""
        design = self._inked(self.known.of(client, name))
        try:
            return design, self.files.of(design)
        except NotFound:
            return self._inked(Design()), NOTHING

    def _inked(self, design: Design) -> Design:
        return Design.model_validate({**design.model_dump(), "ink": self.ink}) if self.ink else design


def _asked(client: Client, name: str) -> Design:
    try:
        codes = client.codes.list(CodeQuery(link_id=name, limit=_CODES)).data
        own = next((one for one in codes if not one.slug), None)
        return own.design if own is not None else _of_new(client.domains.list(), name)
    except (NotFound, ScopeMissing):
        return Design()


def _of_new(domains: list[DomainView], name: str) -> Design:
    """Return the look of new codes of the domain that an address is of."""
    here = next((one for one in domains if name.startswith(f"{one.url}/")), None)
    mine = here or next((one for one in domains if one.is_default), None)
    return (mine.default_design if mine is not None else None) or Design()
