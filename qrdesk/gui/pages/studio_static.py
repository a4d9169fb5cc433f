"""A static code on the Studio's desk: what is typed for it, and how it is kept."""

from dataclasses import dataclass

from qrdesk.client import Client, CodeDraft, CodeQuery
from qrdesk.core.artwork.contents import text_of
from qrdesk.core.code_titles import known_by
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.codes_bulk import PrintedDraft
from qrdesk.core.schemas.contents import AnyContent
from qrdesk.core.schemas.contents.wifi import WifiContent
from qrdesk.gui.pages.studio_desk import Look, Order
from qrdesk.gui.pages.studio_kinds import content_title, kind_called
from qrdesk.gui.pages.studio_typed import Typed

_IN_SO_MANY_WORDS = frozenset({"url", "text", "app", "gs1", "whatsapp"})
LISTED = 1000  # the newest; nobody looks through more by hand


@dataclass(frozen=True)
class StaticDesk:
    """A content that stands in the code itself; ``code`` is None until it is made."""

    kind: str
    code: CodeView | None
    typed: Typed

    @property
    def codes(self) -> tuple[CodeView, ...]:
        """The code, as far as it is made."""
        return (self.code,) if self.code is not None else ()

    @property
    def content(self) -> AnyContent | None:
        """What the code is to say; None while something is missing or wrong."""
        return self.typed.content

    @property
    def is_printed(self) -> bool:
        """Whether what it says may be on paper."""
        return self.code is not None and self.code.printed_at is not None

    def text(self, _code_id: str) -> str:
        """Return what the code carries; empty while it cannot carry anything."""
        return text_of(self.content) if self.content is not None else ""

    def spoken(self) -> str:
        """Return what a person would say that the code says; empty where it says that in so many words."""
        content = self.content
        if content is None or content.type in _IN_SO_MANY_WORDS:
            return ""
        name = known_by(content)
        return f"{kind_called(content.type).name} {name}" if name else ""

    def is_secret(self) -> bool:
        """Whether there may be a password in what it says."""
        return isinstance(self.content, WifiContent)

    def title(self) -> str:
        """Return what it is called."""
        name = self.code.name if self.code is not None else ""
        return name or (content_title(self.content) if self.content is not None else kind_called(self.kind).name)

    def new_key(self) -> str:
        """Return what is kept under while the code is not made."""
        return f"new {self.kind}"

    def is_changed(self) -> bool:
        """Whether it is to say something else than what is kept."""
        return self.content is not None and (self.code is None or self.content != self.code.content)


def make_static(client: Client, content: AnyContent, look: Look) -> CodeView:
    """Make a static code that looks so."""
    return client.codes.create(CodeDraft(content=content, name=look.name, design=look.design))


def list_statics(client: Client) -> tuple[CodeView, ...]:
    """Return the newest static codes, whole: they are drawn, and opened to be changed."""
    return tuple(client.codes.list(CodeQuery(kind="static", limit=LISTED, secrets=True)).data)


def bring_back(client: Client, code: CodeView) -> CodeView:
    """Make a static code again that was deleted: what may be on paper is remembered again, too."""
    made = client.codes.create(CodeDraft(content=code.content, name=code.name, design=code.design))
    if code.printed_at is not None:
        client.codes.remember_printed(PrintedDraft(codes=(made.id,)))
    return made


def remember_printed(client: Client, code_id: str, order: Order) -> None:
    """Remember a code as printed that left the app in another way than as a file."""
    client.codes.remember_printed(PrintedDraft(codes=(code_id,), size_mm=order.size_mm))
