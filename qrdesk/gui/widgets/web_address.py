"""Addresses of pages as people type them: without https:// most often, which is put before them."""

import re

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent

from qrdesk.gui.widgets.fields import FieldSize, TextField

_BRIEFLY = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})
_ADDRESS = re.compile(r"(?i)https?://[^\s/?#]+")
_MISTYPED_SCHEME = re.compile(r"(?i)^(?:[htps]{2,6}[:;.]*(?::|/)/*|:?/+)")
_HOST_AND_REST = re.compile(r"(?i)^(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?$")
# endings of files that no site ends with
_FILE = re.compile(
    r"(?i)^[^\s/?#:]+\.(?:pdf|jpe?g|png|gif|webp|svg|tiff?|bmp|heic|html?|php|aspx?|jsp|docx?|odt|rtf|txt|xlsx?|ods|csv|"
    r"pptx?|odp|epub|mp3|mp4|avi|ics|vcf|xml|json)(?:[?#]\S*)?$"
)


def looks_like_address(text: str) -> bool:
    """Whether ``text`` starts as a web address does; the server decides in the end."""
    return _ADDRESS.match(text.strip()) is not None


def lacks_site(text: str) -> bool:
    """Whether ``text`` is the name of a file alone: with https:// before it, it would lead to a site that is none."""
    return _FILE.match(text.strip()) is not None


def fault(text: str) -> str:
    """Return what is wrong with the address of a page, as far as that shows without asking; empty where nothing is."""
    if looks_like_address(text):
        return ""
    if lacks_site(text):
        said = QCoreApplication.translate(
            "WebAddress", "{file} is the name of a file. Enter the whole address, such as https://example.com/{file}"
        )
        return said.format(file=text.strip())
    return QCoreApplication.translate("WebAddress", "This does not start like a web address.")


def completed(text: str) -> str:
    """Return ``text`` as it is, with https:// before it where it starts with the name of a site and no scheme."""
    bare = text.strip()
    return f"https://{bare}" if _names_site(bare) else text


def mended(text: str) -> str:
    """Return the web address that ``text`` was probably meant to be; empty where nobody can tell."""
    bare = text.strip()
    if looks_like_address(bare) or not bare:
        return ""
    rest = _MISTYPED_SCHEME.sub("", bare, count=1)
    return f"https://{rest}" if _names_site(rest) else ""


def _names_site(bare: str) -> bool:
    return _HOST_AND_REST.match(bare) is not None and not lacks_site(bare)


class AddressField(TextField):
    """A line for an address, which is known by its beginning: that is in sight unless somebody types in it."""

    def __init__(
        self, label: str = "", hint: str = "", placeholder: str = "", icon: str = "", size: FieldSize = "default"
    ) -> None:
        super().__init__(label, hint, placeholder, icon, size)
        self.input.installEventFilter(self)

    def set_text(self, words: str) -> None:
        super().set_text(words)
        if not self.input.hasFocus():
            self.input.setCursorPosition(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        left = isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _BRIEFLY
        if left and watched is self.input:
            self.input.setCursorPosition(0)
        return super().eventFilter(watched, event)


class PageField(AddressField):
    """A line for the address of a page, which is completed once it is left; one that cannot be says what it lacks."""

    def __init__(self, label: str = "", hint: str = "", *, icon: str = "", size: FieldSize = "default") -> None:
        super().__init__(label, hint, "https://", icon, size)
        self.input.editingFinished.connect(self._left)
        self.changed.connect(self._edited)

    def text(self) -> str:
        """Return the address, completed."""
        return completed(super().text())

    def say_lack(self) -> None:
        """Say so where it is the name of a file alone."""
        if lacks_site(self.text()):
            self.show_error(fault(self.text()))

    def _left(self) -> None:
        self.set_text(self.text())
        self.say_lack()

    def _edited(self, _text: str) -> None:
        if self.has_error():
            self.clear_error()
