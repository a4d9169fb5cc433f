"""The text of each kind of content, as its standard has it, and what that demands of the symbol."""

from qrdesk.core.artwork.contents.demands import require_small, require_whole, suited
from qrdesk.core.artwork.contents.texts import text_of

__all__ = ["require_small", "require_whole", "suited", "text_of"]
