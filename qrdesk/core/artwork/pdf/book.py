"""A PDF as it is written: page after page, to a file that needs only be written to."""

from io import BytesIO
from types import TracebackType

from qrdesk.core.artwork.pdf import about
from qrdesk.core.artwork.pdf.objects import Objects, Writable
from qrdesk.core.artwork.pdf.pages import Page, page
from qrdesk.core.artwork.pdf.terms import SCREEN, Terms
from qrdesk.core.artwork.profiles import Profile, profile
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import ArtworkFormat

_PER_NODE = 100  # pages: programs that open the last of 100,000 need not read the others


class Book:
    """A file in the making. It is finished by ``close``, or at the end of a ``with`` that went well.

    Raises:
        Invalid: the print shop's profile cannot be used.
    """

    def __init__(self, file: Writable, title: str, terms: Terms = SCREEN) -> None:
        self._title, self._terms = about.plain(title), terms
        self._profile = _profile(terms) if terms.for_press else None
        self._objects = Objects(file, terms.version)
        self._tree = self._objects.reserve()
        self._nodes: list[tuple[int, int]] = []  # number, pages
        self._node = 0
        self._kids: list[int] = []

    def __enter__(self) -> "Book":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()

    def add(self, page: Page) -> None:
        """Write a page."""
        if not self._kids:
            self._node = self._objects.reserve()
        content = self._objects.add(b"<< /Filter /FlateDecode >>", page.stream)
        head = self._objects.filled(tuple(page.head()))
        self._kids.append(self._objects.add(b"%s /Parent %d 0 R /Contents %d 0 R >>" % (head, self._node, content)))
        if len(self._kids) == _PER_NODE:
            self._end_node()

    def close(self) -> None:
        """Write what stands at the end; the file itself stays open."""
        objects = self._objects
        if self._kids:
            self._end_node()
        kids = b" ".join(b"%d 0 R" % node for node, _ in self._nodes)
        count = sum(pages for _, pages in self._nodes)
        objects.add(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids), number=self._tree)
        root = b"<< /Type /Catalog /Pages %d 0 R" % self._tree
        if self._profile is not None:
            stream = objects.add(b"<< /N 4 /Filter /FlateDecode >>", self._profile.deflated)
            intent = objects.add(about.intent(self._profile, stream))
            said = objects.add(
                b"<< /Type /Metadata /Subtype /XML >>", about.xmp(self._title, self._terms, objects.digest)
            )
            root += b" /OutputIntents [%d 0 R] /Metadata %d 0 R" % (intent, said)
        information = objects.add(about.information(self._title, self._terms))
        objects.finish(objects.add(root + b" >>"), information)

    def _end_node(self) -> None:
        kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
        body = b"<< /Type /Pages /Parent %d 0 R /Count %d /Kids [%s] >>" % (self._tree, len(self._kids), kids)
        self._objects.add(body, number=self._node)
        self._nodes.append((self._node, len(self._kids)))
        self._kids = []


def write(scene: Scene, title: str, terms: Terms = SCREEN) -> bytes:
    """Return the file of one page: its trim box is exactly the scene, in mm; the same bytes for the same scene.

    On screen terms paints with CMYK are written as DeviceCMYK, so ``k`` comes out on the black plate only, spot
    colours as separations, and the others as DeviceRGB; on a press's terms there is no RGB at all.

    Raises:
        Invalid: the print shop's profile cannot be used.
    """
    file = BytesIO()
    with Book(file, title, terms) as book:
        book.add(page(scene, terms))
    return file.getvalue()


def _profile(terms: Terms) -> Profile:
    found = profile(terms.profile)
    if terms.kind is ArtworkFormat.PDF_X1A and found.version > 2:
        raise Invalid.field(
            "profile",
            "This profile is of version 4, which PDF/X-1a cannot hold. Choose PDF/X-4, or a profile of version 2.",
        )
    return found
