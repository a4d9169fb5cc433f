"""The palette finds the parts of Settings by what people call them, whatever their titles are."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication

from qrdesk.gui.routes import Routes
from qrdesk.gui.shell.palette import Palette
from qrdesk.gui.shell.palette_list import Group


def offer_settings(palette: Palette, routes: Routes) -> None:
    """Offer each part of Settings, found by more words than stand in its title."""
    for title, part, also in _parts():
        open_it = partial(routes.open_settings, part)
        palette.add_action(title, _tr("Settings"), "sliders-horizontal", open_it, group=Group.PAGES, also=also)


def _parts() -> Sequence[tuple[str, str, str]]:
    """Return title, part, and the further words."""
    return (
        (_tr("Appearance"), "general", _tr("dark mode light theme colours")),
        (_tr("Text size"), "general", _tr("larger smaller zoom font letters scale")),
        (_tr("Language"), "general", _tr("English German Deutsch translation")),
        (_tr("Name and time zone"), "general", _tr("workspace company rename clock hours")),
        (_tr("Address of codes"), "address", _tr("public address domain host short link Wi-Fi network")),
        (_tr("Scans and privacy"), "scans", _tr("data protection GDPR retention how long cookies tracking delete")),
        (_tr("Countries and cities of scans"), "scans", _tr("geo database location place map")),
        (_tr("Backups"), "backups", _tr("backup schedule every day restore save copy secret key safe")),
        (_tr("Survival kit"), "backups", _tr("server gone lost forever nginx Caddy Cloudflare static web space")),
        (_tr("Import from another service"), "import", _tr("Bitly YOURLS Kutt Shlink CSV bring move here")),
        (
            _tr("Where your links live"),
            "here",
            _tr("server place computer folder file database port Wi-Fi connection disconnect"),
        ),
        (_tr("Opening from elsewhere"), "here", _tr("qrdesk:// links default program open with file association")),
    )


def _tr(said: str) -> str:
    return QCoreApplication.translate("SettingsFinder", said)
