"""Small pictures of looks, drawn in the way that files are: they show what will be made."""

from collections.abc import Callable, Iterable, Iterator

from qrdesk.client import Design
from qrdesk.core.artwork import rendition
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.artwork import FileOrder
from qrdesk.core.schemas.design import SymbolWish
from qrdesk.gui.widgets.scene_paint import Prepared, prepared

AssetsOf = Callable[[Design], Assets]
Said = tuple[str, Design]  # a text in a look
_ORDER = FileOrder(size_mm=30.0)  # the narrowest, by and large, in which a barcode has room


def nothing_of(_design: Design) -> Assets:
    """Return no files: for looks that name none."""
    return NOTHING


def small(text: str, design: Design, assets_of: AssetsOf = nothing_of) -> Scene:
    """Return a text in a look. What the text or its code has no room for is left out, and files that are gone.

    Takes as long as ``assets_of`` does.

    Raises:
        Invalid: no code holds the text.
    """
    *looks, plainest = _plainer(design)
    for look in looks:
        try:
            return rendition.draw(text, look, _ORDER, assets_of(look)).scene
        except QRDeskError:  # said where the look is worked on
            continue
    return rendition.draw(text, plainest, _ORDER).scene


def drawings(wanted: Iterable[Said], assets_of: AssetsOf) -> dict[Said, Prepared]:
    """Return texts in their looks, each as ``small`` draws it, ready for Qt."""
    return {(text, design): prepared(small(text, design, assets_of)) for text, design in wanted}


def _plainer(design: Design) -> Iterator[Design]:
    """Yield the look, and then with ever less that can be refused."""
    yield design
    for part in ({"barcode": False}, {"symbol": SymbolWish()}, {"logo": None, "frame": None}):
        design = design.model_copy(update=part)
        yield design
