"""What people call the looks that QRDesk ships, in the language of the app; files and programs know them in English."""

from PySide6.QtCore import QCoreApplication


def preset_name(name: str) -> str:
    """Return what a preset is called; its own name where it is none of ours."""
    return (_plain() | _colour() | _framed()).get(name, name)


def _plain() -> dict[str, str]:
    return {
        "Plain black": _tr("Plain black"),
        "Rounded": _tr("Rounded"),
        "Soft": _tr("Soft"),
        "Dots": _tr("Dots"),
        "Liquid": _tr("Liquid"),
        "Pen stroke": _tr("Pen stroke"),
        "Rows": _tr("Rows"),
        "Press black": _tr("Press black"),
        "Press navy, one ink": _tr("Press navy, one ink"),
        "Press black, rounded": _tr("Press black, rounded"),
        "Outdoor sticker": _tr("Outdoor sticker"),
    }


def _colour() -> dict[str, str]:
    return {
        "Forest": _tr("Forest"),
        "Navy and rust": _tr("Navy and rust"),
        "Berry": _tr("Berry"),
        "Ocean": _tr("Ocean"),
        "Sunset": _tr("Sunset"),
        "Ink on cream": _tr("Ink on cream"),
        "Emerald honeycomb": _tr("Emerald honeycomb"),
        "Columns": _tr("Columns"),
        "Spring leaf": _tr("Spring leaf"),
    }


def _framed() -> dict[str, str]:
    return {
        "Dark card": _tr("Dark card"),
        "Label": _tr("Label"),
        "Headline": _tr("Headline"),
        "Button": _tr("Button"),
        "Viewfinder": _tr("Viewfinder"),
        "Elegant": _tr("Elegant"),
        "Gold on navy": _tr("Gold on navy"),
        "Wi-Fi on the phone": _tr("Wi-Fi on the phone"),
        "Hello bubble": _tr("Hello bubble"),
        "This way": _tr("This way"),
        "Shopping bag": _tr("Shopping bag"),
        "Price tag": _tr("Price tag"),
        "Checklist": _tr("Checklist"),
        "Ticket": _tr("Ticket"),
        "Christmas": _tr("Christmas"),
        "Party": _tr("Party"),
        "With love": _tr("With love"),
        "Fireworks": _tr("Fireworks"),
    }


def _tr(said: str) -> str:
    return QCoreApplication.translate("Presets", said)
