"""Apps instead of the page, and what messengers show of the link."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.rules import AppTarget, DeepLinks, Social
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_part import Part
from qrdesk.gui.pages.link_editor_picture import PictureField
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.typing_undone import TextBox


class AppFields(Part):
    """Where phones with the app open it, and where the others get it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        link = self.tr("App address or universal link")
        self.ios = TextField(self.tr("iPhone and iPad"), placeholder=link, icon="smartphone")
        self.ios_store = TextField("", placeholder=self.tr("App Store address, for those without the app"))
        self.android = TextField(self.tr("Android"), placeholder=link, icon="smartphone")
        self.android_store = TextField("", placeholder=self.tr("Play Store address, for those without the app"))
        self.ios_store.input.setAccessibleName(self.tr("App Store address"))
        self.android_store.input.setAccessibleName(self.tr("Play Store address"))
        self.places = {
            "deep_links.ios": self.ios,
            "deep_links.ios.url": self.ios,
            "deep_links.ios.store": self.ios_store,
            "deep_links.android": self.android,
            "deep_links.android.url": self.android,
            "deep_links.android.store": self.android_store,
        }
        for field in dict.fromkeys(self.places.values()):
            field.changed.connect(self._edited)  # type: ignore[attr-defined] - all of them are text fields
        said = labels.Paragraph(self.tr("Everyone else gets the page. Rules come first."), "caption")
        self.setLayout(boxes.rows(self.ios, self.ios_store, 4, self.android, self.android_store, said, gap=6))

    def fill(self, values: Values, link: LinkView | None) -> None:
        """Show ``values``."""
        for target, url, store in (
            (values.deep_links.ios, self.ios, self.ios_store),
            (values.deep_links.android, self.android, self.android_store),
        ):
            url.set_text(target.url if target is not None else "")
            store.set_text(target.store if target is not None else "")
        self.clear_errors()

    def read(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        return {
            "deep_links": DeepLinks.model_construct(
                ios=_target(self.ios, self.ios_store), android=_target(self.android, self.android_store)
            )
        }

    def summary(self) -> str:
        """Return for which phones an app is named."""
        named = [name for name, field in (("iOS", self.ios), ("Android", self.android)) if field.text()]
        return " · ".join(named)

    def check(self) -> bool:
        """Say where a store stands without an app."""
        super().check()
        for url, store in ((self.ios, self.ios_store), (self.android, self.android_store)):
            if store.text() and not url.text():
                url.show_error(self.tr("Enter the app's address too."))
        return not self.wrong()


def _target(url: TextField, store: TextField) -> AppTarget | None:
    if not url.text() and not store.text():
        return None
    return AppTarget.model_construct(url=url.text(), store=store.text())


class SocialFields(Part):
    """Title, text and picture for messengers and networks, and how that may look."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = TextField(self.tr("Title"), placeholder=self.tr("As the page says it"))
        self.text = TextBox()
        self.text.setPlaceholderText(self.tr("As the page says it"))
        self.text.setFixedHeight(52)
        self.text_field = Field(self.tr("Text"), self.text)
        self.picture = PictureField(session, jobs, window)
        self.image = self.picture.field
        self.places = {
            "social.title": self.title,
            "social.description": self.text_field,
            "social.image_url": self.image,
        }
        self.title.changed.connect(self._edited)
        self.picture.changed.connect(self._edited)
        self.text.textChanged.connect(self._edited)
        self._card_title = labels.Elided("", "label")
        self._card_text = labels.Elided("", "supporting")
        self._card_from = labels.Elided("", "caption")
        right = boxes.rows(self._card_title, self._card_text, self._card_from, gap=2)
        row = boxes.columns(gap=12, margins=(12, 8, 12, 8))
        row.addWidget(self.picture.thumb, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(right, 1)
        card = boxes.box(row)
        card.setProperty("card", "sunken")
        said = labels.Paragraph(self.tr("About what a messenger shows; people are sent on as always."), "caption")
        self.setLayout(boxes.rows(self.title, self.text_field, self.picture, 4, card, said, gap=8))

    def fill(self, values: Values, link: LinkView | None) -> None:
        """Show ``values``."""
        self._card_from.setText(link.host if link is not None else "")
        self.title.set_text(values.social.title)
        self.picture.fill(values.social.image_url, link.id if link is not None else "")
        if self.text.toPlainText() != values.social.description:
            self.text.setPlainText(values.social.description)
        self.clear_errors()
        self._show_card()

    def read(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        text = " ".join(self.text.toPlainText().split())
        social = Social.model_construct(title=self.title.text(), description=text, image_url=self.image.text())
        return {"social": social}

    def summary(self) -> str:
        """Return the title."""
        return self.title.text() or self.text.toPlainText().strip()

    def _edited(self, *_said: object) -> None:
        self._show_card()
        super()._edited()

    def _show_card(self) -> None:
        self._card_title.setText(self.title.text() or self.tr("The page's own title"))
        self._card_text.setText(" ".join(self.text.toPlainText().split()) or self.tr("The page's own text"))
        self.picture.thumb.setVisible(bool(self.image.text()))
