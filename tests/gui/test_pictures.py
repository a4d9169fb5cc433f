"""Pictures in the app: brought for a link's preview, listed in Settings with what uses them, deleted there."""

from collections.abc import Generator
from pathlib import Path

import pytest

from qrdesk.client import FileDraft, LinkDraft, LinkPatch, Upload
from qrdesk.core.errors import Busy, NotFound
from qrdesk.core.schemas.files import MAX_FILE_BYTES, FileView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import pictures
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.link_editor_picture import PictureField
from qrdesk.gui.pages.settings_picture_line import PictureLine
from qrdesk.gui.pages.settings_pictures import PicturesCard
from tests.forms import LOGO, photo
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.held_jobs import HeldJobs

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A picture on the disk."""
    found = tmp_path / "card.jpg"
    found.write_bytes(photo())
    return found


def a_link(desk: Desk, slug: str = "menu", image_url: str = "") -> LinkView:
    draft = {"destination": "https://example.com", "slug": slug, "social": {"image_url": image_url}}
    return client_of(desk).links.create(LinkDraft.model_validate(draft))


def upload(desk: Desk, name: str = "card.jpg", *, logo: bool = False) -> FileView:
    draft = FileDraft(kind="logo" if logo else "preview")
    return client_of(desk).files.upload(draft, Upload(LOGO if logo else photo(), name))


def field(desk: Desk) -> PictureField:
    desk.links.editor.sections["social"].set_open(True)
    return desk.links.editor.parts.social.picture


def card(desk: Desk) -> PicturesCard:
    desk.routes.open_settings("pictures")
    return desk.settings.pictures


def names(shown: PicturesCard) -> list[str]:
    return [line.name.text() for line in shown.lines]


def line_of(shown: PicturesCard, name: str) -> PictureLine:
    return next(line for line in shown.lines if line.name.text() == name)


def test_a_picture_from_the_disk_becomes_that_of_the_links_preview(desk: Desk, path: Path) -> None:
    link = a_link(desk)
    desk.routes.open_link(link.id)
    shown = field(desk)
    shown.choose_path = lambda: path
    assert not shown.thumb.isVisible()
    shown.choose.click()
    (made,) = client_of(desk).files.list().data
    assert (made.kind, made.name) == ("preview", "card.jpg")
    assert shown.text() == made.url == f"https://go.example/api/v1/pictures/{made.id}"
    assert shown.thumb.isVisible()
    assert shown.thumb.has_picture()
    assert client_of(desk).links.get(link.id).social.image_url == "", "nothing is saved yet"
    desk.links.editor.save()
    assert client_of(desk).links.get(link.id).social.image_url == made.url


def test_a_picture_of_ours_shows_no_address_and_is_removed_again(desk: Desk) -> None:
    desk.routes.open_link(a_link(desk, image_url=upload(desk).url or "").id)
    shown = field(desk)
    assert (shown.field.input.isVisible(), shown.own.isVisible()) == (False, True)
    shown.remove.click()
    assert shown.text() == ""
    assert (shown.field.input.isVisible(), shown.own.isVisible()) == (True, False)
    assert not shown.remove.isVisible()
    assert not shown.thumb.isVisible()


def test_who_thinks_better_of_it_brings_nothing(desk: Desk) -> None:
    desk.routes.open_link(a_link(desk).id)
    shown = field(desk)
    shown.choose_path = lambda: None
    shown.choose.click()
    assert client_of(desk).files.list().data == []
    assert shown.choose.isEnabled()


@pytest.mark.parametrize(
    ("content", "said"),
    [(LOGO, "SVG"), (b"hello", "PNG"), (photo() + bytes(MAX_FILE_BYTES), "1,000,000 bytes"), (None, "cannot be read")],
)
@pytest.mark.fast_cases(1)
def test_what_cannot_be_used_is_said_at_the_field(desk: Desk, path: Path, content: bytes | None, said: str) -> None:
    desk.routes.open_link(a_link(desk, image_url="https://example.com/a.png").id)
    shown = field(desk)
    path.unlink() if content is None else path.write_bytes(content)
    shown.bring(path)
    assert shown.refusal.isVisible()
    assert said in shown.refusal.accessibleName()
    assert shown.refusal.accessibleName().startswith(f"{path.name} was not used. ")
    assert shown.refusal.accessibleName().endswith(" The picture before stays.")
    assert not shown.field.has_error(), "nothing is wrong with the picture that is there"
    assert shown.text() == "https://example.com/a.png", "what stood there stays"
    assert shown.choose.isEnabled()
    shown.field.input.setText("https://example.com/b.png")
    assert not shown.refusal.isVisible()


def test_a_picture_sent_for_one_link_is_not_put_into_another(tmp_path: Path, path: Path) -> None:
    jobs = HeldJobs(holds=False, only_answers=True)
    with a_desk(tmp_path, jobs) as desk:
        first, second = a_link(desk), a_link(desk, "lunch")
        desk.routes.open_link(first.id)
        jobs.holds = True
        field(desk).bring(path)
        assert not field(desk).choose.isEnabled()
        jobs.holds = False
        desk.routes.open_link(second.id)
        jobs.let_go()
        assert field(desk).text() == ""
        assert desk.links.editor.changes() == {}
        assert desk.window.status.sentence() == "card.jpg is uploaded: it is in Settings, under Pictures"
        assert field(desk).choose.isEnabled()


def test_a_picture_of_ours_is_seen_and_no_other_server_is_asked(desk: Desk) -> None:
    made = upload(desk)
    desk.routes.open_link(a_link(desk, image_url=made.url or "").id)
    assert field(desk).thumb.has_picture()
    field(desk).field.input.setText("https://example.com/a.png")
    assert not field(desk).thumb.has_picture()
    field(desk).field.input.setText("https://go.example/api/v1/pictures/fil_0000000000")
    assert not field(desk).thumb.has_picture()
    desk.links.editor.save()
    assert "no such picture" in field(desk).field.editor.accessibleDescription()


def test_an_address_of_this_computer_is_said_to_reach_nobody(tmp_path: Path, path: Path) -> None:
    with a_desk(tmp_path, public_url="http://localhost:8765") as desk:
        desk.routes.open_link(a_link(desk).id)
        shown = field(desk)
        assert shown.field.editor.accessibleDescription() == ""
        shown.bring(path)
        assert "cannot fetch it" in shown.field.editor.accessibleDescription()


def test_settings_list_what_was_brought_and_what_uses_it(desk: Desk) -> None:
    shown = card(desk)
    assert shown.none.isVisible()
    made, _ = upload(desk), upload(desk, "logo.svg", logo=True)
    a_link(desk, image_url=made.url or "")
    a_link(desk, "lunch", made.url or "")
    desk.show_page("home")
    shown = card(desk)
    assert not shown.none.isVisible()
    assert shown.count.text() == "2 pictures"
    assert names(shown) == ["logo.svg", "card.jpg"]
    assert line_of(shown, "logo.svg").said.text().startswith("Logo · not used · shapes")
    assert line_of(shown, "card.jpg").said.text().startswith("Preview · used by 2 links · 120 × 63 px")
    assert all(line.thumb.has_picture() for line in shown.lines)
    line_of(shown, "card.jpg").copy.click()
    assert desk.window.status.sentence() == "The address of the picture is copied"
    assert not line_of(shown, "logo.svg").copy.isVisible()
    button = shown.add_preview
    wait_for(lambda: button.geometry().bottom() < shown.lines[0].y(), "the buttons above the pictures")
    assert button.nextInFocusChain() is shown.lines[0].copy, "Tab walks as the eye does"


def test_a_picture_is_brought_in_settings(desk: Desk, path: Path) -> None:
    shown = card(desk)
    shown.choose_path = lambda _kind: path
    shown.add_preview.click()
    assert names(shown) == ["card.jpg"]
    assert desk.window.status.sentence() == "card.jpg is uploaded"
    path.write_bytes(LOGO)
    shown.add_preview.click()
    assert shown.trouble.isVisible()
    assert shown.add_preview.isEnabled()
    shown.add_logo.click()
    assert not shown.trouble.isVisible()
    assert [one.kind for one in client_of(desk).files.list().data] == ["logo", "preview"]


def test_a_picture_is_deleted_after_a_second_thought(desk: Desk) -> None:
    upload(desk)
    (line,) = card(desk).lines
    line.delete.click()
    assert line.is_asking()
    assert not line.final.isHidden()
    line.keep.click()
    assert not line.is_asking()
    line.delete.click()
    card(desk)  # a question stays where the list comes again
    assert card(desk).lines == [line]
    line.final.click()
    assert client_of(desk).files.list().data == []
    assert card(desk).lines == []
    assert card(desk).none.isVisible()
    assert desk.window.status.sentence() == "card.jpg is deleted"


def test_a_picture_that_is_used_stays_and_says_by_whom(desk: Desk) -> None:
    made = upload(desk)
    link = a_link(desk, image_url=made.url or "")
    (line,) = card(desk).lines
    line.delete.click()
    assert line.is_asking()
    assert line.final.isHidden()
    assert "used by 1 link" in line.asked.text()
    line.keep.click()
    client_of(desk).links.update(link.id, LinkPatch.model_validate({"social": {"image_url": ""}}))
    (line,) = card(desk).lines
    a_link(desk, "lunch", made.url or "")  # meanwhile, elsewhere
    line.delete.click()
    line.final.click()
    assert "used by 1 link" in line.asked.text()
    assert client_of(desk).files.get(made.id) == client_of(desk).files.list().data[0]


@pytest.mark.wide
def test_many_pictures_come_in_pieces(desk: Desk) -> None:
    for number in range(23):
        upload(desk, f"{number}.jpg")
    shown = card(desk)
    assert (len(shown.lines), shown.count.text(), shown.more.isVisible()) == (6, "23 pictures", True)
    shown.more.click()
    assert (len(shown.lines), shown.more.isVisible()) == (12, True)
    shown.more.click()
    assert (len(shown.lines), shown.more.isVisible()) == (23, False)
    assert shown.lines[-1].name.text() == "0.jpg"


def test_pictures_that_cannot_be_had_are_shown_by_the_icon(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(desk)

    def fails(_file_id: str) -> None:
        raise NotFound("The bytes are gone.")

    monkeypatch.setattr(client_of(desk).files, "download", fails)
    (line,) = card(desk).lines
    assert not line.thumb.has_picture()


@pytest.mark.wide
def test_a_list_that_cannot_be_had_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_query: object) -> None:
        raise Busy("The server is busy. Try again in a moment.")

    monkeypatch.setattr(client_of(desk).files, "list", fails)
    assert card(desk).trouble.isVisible()
    assert "busy" in card(desk).trouble.accessibleName()


def test_the_palette_leads_there(desk: Desk) -> None:
    desk._show_pictures()
    assert desk.window.current_page() == "settings"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"", "image/png"), (b"no picture", "image/jpeg"), (b"<svg", "image/svg+xml")],
)
def test_what_is_no_picture_is_none(content: bytes, media_type: str) -> None:
    assert pictures.small(content, media_type).isNull()
