"""The app in a process of its own, typed into and never closed: it is killed, or says what it finds.

python -m tests.gui.typist type|find|link|again DATABASE CONFIG_FOLDER LIST
"""

import json
import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from qrdesk.client import Client
from qrdesk.core.settings import Settings
from qrdesk.gui import language
from qrdesk.gui.app import build
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages.batch_meaning import Meaning
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import style
from tests.access import access
from tests.gui.desks import wait_for

SECRET = "correct horse"
ADDRESS = "https://backhaus-mohn.example/osterkarte"
_FOR_EVER_S = 120


def main(what: str, database: str, config: str, list_: str) -> None:
    """Open the app on a database and type, or look for what was typed."""
    app = QApplication(sys.argv[:1])
    language.use(app, "en")
    style.apply(app, "light")
    jobs, session = PoolRunner(), Session()
    desk = build(session, State(Path(config)), jobs)
    desk.window.show()
    session.use(Client.local(database, Settings(public_url="https://go.example")), "local", database)
    desk.window.show_page(desk.window.last_page("home") if what == "again" else "home")
    desk.window.activateWindow()
    wait_for(desk.window.isActiveWindow, "the window to take the keyboard")
    if what == "type":
        choose_in_batch(desk, Path(list_))
        type_everywhere(desk)
        sys.stdout.write("typed\n")
        sys.stdout.flush()
        wait_for(lambda: False, "being killed", _FOR_EVER_S)
    if what == "link":
        open_link(desk)
        write(desk.links.editor.fields.destination.input, ADDRESS)
        sys.stdout.write("typed\n")
        sys.stdout.flush()
        wait_for(lambda: False, "being killed", _FOR_EVER_S)
    found = found_again(desk) if what == "again" else found_everywhere(desk)
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    desk.close()
    desk.window.close()
    assert jobs.close(), "a job did not end"
    session.close()


def choose_in_batch(desk: Desk, path: Path) -> None:
    """Bring a list, say what a column means, mend what can be, and say what is to be made."""
    desk.window.show_page("batch")
    page = desk.batch
    page.bring(path)
    wait_for(lambda: bool(page.check.problems()), "the problems of the list")
    page.desk.choose(3, Meaning.TAG)
    wait_for(page.check.accept.isVisible, "what would mend it")
    page.check.accept.click()
    wait_for(lambda: len(page.check.problems()) == 1, "the mended rows")
    page.output.form.button("files").click()
    write(page.output.name.input, "{slug}-wine")


def type_everywhere(desk: Desk) -> None:
    """Type into every form that keeps, one after the other, and into the link last."""
    write(desk.home.make.field.input, ADDRESS)
    open_settings(desk)
    write(desk.settings.name.input, "Backhaus Mohn")
    begin_domain(desk)
    write(desk.window.page("domains").panel.address.input, "https://menu.example")  # type: ignore[attr-defined]
    begin_webhook(desk)
    write(desk.webhooks.panel.form.url.input, "https://shop.example.com/hook")
    write(desk.webhooks.panel.form.extra.secret.input, SECRET)
    begin_key(desk)
    write(desk.access.keys.panel.form.name.input, "Till")
    open_link(desk)
    fields = desk.links.editor.fields
    write(fields.title.input, "Lunch in spring")
    desk.links.editor.parts.limits.password.set_text(SECRET)
    rules = desk.links.editor.parts.rules
    desk.links.editor.sections["rules"].set_open(True)
    rules.more.click()
    assert rules.form is not None
    write(rules.form.name.input, "At noon")
    rules.form.conditions.add("country")
    write(rules.form.conditions.rows[0].editor.field.input, "Germany, Atlan")  # type: ignore[attr-defined]


def found_everywhere(desk: Desk) -> dict[str, str]:
    """Return what stands in those forms."""
    home = desk.home.make.field.text()
    open_settings(desk)
    begin_domain(desk)
    domain = desk.window.page("domains").panel.address.text()  # type: ignore[attr-defined]
    begin_webhook(desk)
    webhook, secret = desk.webhooks.panel.form.url.text(), desk.webhooks.panel.form.extra.secret.text()
    begin_key(desk)
    key = desk.access.keys.panel.form.name.text()
    batch = desk.window.page("batch")
    desk.window.show_page("batch")
    wait_for(lambda: len(batch.check.problems()) == 1, "the list")  # type: ignore[attr-defined]
    open_link(desk)
    values = desk.links.editor.values()
    rule = desk.links.editor.parts.rules.form
    assert rule is not None
    return {
        "home": home,
        "settings": desk.settings.name.text(),
        "domain": domain,
        "webhook": webhook,
        "key": key,
        "title": values.title,
        "batch": f"{desk.batch.desk.meanings[3]}, {desk.batch.output.name.text()}, {desk.batch.make.text()}",
        "rule": f"{rule.name.text()}: {rule.conditions.typed()[0].asked}",
        "secrets": secret + (values.password or ""),
    }


def found_again(desk: Desk) -> dict[str, str]:
    """Return what is in sight without anything being clicked."""
    wait_for(lambda: desk.links.editor.link() is not None, "the link to be open again")
    editor = desk.links.editor
    return {
        "page": desk.window.current_page(),
        "address": editor.values().destination,
        "said": editor.notice.note.accessibleName() if editor.notice.isVisible() else "",
        "bar": editor.bar.text(),
    }


def open_settings(desk: Desk) -> None:
    """Show the settings with what is kept there."""
    desk.window.show_page("settings")
    wait_for(desk.settings.drafts.is_begun, "the settings")


def begin_domain(desk: Desk) -> None:
    """Begin a new domain."""
    desk.window.show_page("domains")
    page = desk.window.page("domains")
    wait_for(lambda: page.model.rowCount() > 0, "the domains")  # type: ignore[attr-defined]
    page.add.click()  # type: ignore[attr-defined]


def begin_webhook(desk: Desk) -> None:
    """Begin a new webhook."""
    desk.window.show_page("webhooks")
    wait_for(lambda: desk.webhooks.begin.isVisible() or desk.webhooks.add.isVisible(), "the webhooks")
    desk.webhooks.open_new()
    wait_for(desk.webhooks.panel.form.isVisible, "the form of a webhook")


def begin_key(desk: Desk) -> None:
    """Begin a new key."""
    page = access(desk, "keys")
    wait_for(page.keys.new.isVisible, "the keys")
    page.keys.new.click()


def open_link(desk: Desk) -> None:
    """Open the one link there is."""
    (link,) = desk.session.the_client().links.list().data
    desk.window.show_page("links")
    desk.routes.open_link(link.id)
    wait_for(lambda: desk.links.editor.link() is not None, "the link")


def write(field: QLineEdit, words: str) -> None:
    """Type as a person does."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)


if __name__ == "__main__":
    main(*sys.argv[1:])
