"""The forms of contents that everybody knows: what is typed for each, in plain words."""

from PySide6.QtCore import QCoreApplication

from qrdesk.gui import zones
from qrdesk.gui.pages.studio_form_parts import Part

_SECURED = frozenset({"wpa", "wpa3", "wep", "eap"})
_EAP = frozenset({"eap"})
_WHOLE_DAYS, _TIMES = ("@days", frozenset({True})), ("@days", frozenset({False}))
_NUMBER = "+49 30 901820"


def url() -> tuple[Part, ...]:
    """A web address in the code itself."""
    return (Part("url", _tr("Web address"), example="https://example.com/menu", must=True, about=True),)


def text() -> tuple[Part, ...]:
    """Plain text."""
    hint = _tr("The longer the text, the finer the code: a few lines read well.")
    return (Part("text", _tr("Text"), "text", hint, must=True, about=True),)


def wifi() -> tuple[Part, ...]:
    """A network to join."""
    ways = (
        ("wpa", _tr("WPA2 or WPA3 (usual)")),
        ("wpa3", _tr("WPA3 only")),
        ("wep", _tr("WEP (old)")),
        ("none", _tr("Open, no password")),
        ("eap", _tr("Company network (EAP)")),
    )
    methods = (("PEAP", "PEAP"), ("TTLS", "TTLS"), ("PWD", "PWD"), ("TLS", "TLS"))
    phases = (("", _tr("None")), ("MSCHAPV2", "MSCHAPv2"), ("MSCHAP", "MSCHAP"), ("PAP", "PAP"), ("GTC", "GTC"))
    eap = ("security", _EAP)
    whole = _tr("Whoever sees the code can read it: use the network of your guests.")
    return (
        Part("ssid", _tr("Network name"), example=_tr("Café guests"), must=True),
        Part("security", _tr("Security"), "pick", options=ways, usual="wpa"),
        Part("password", _tr("Password"), "secret", whole, must=True, about=True, when=("security", _SECURED)),
        Part("method", _tr("EAP method"), "pick", options=methods, usual="PEAP", when=eap),
        Part("phase2", _tr("Second phase"), "pick", options=phases, when=eap),
        Part("identity", _tr("User name"), when=eap),
        Part("anonymous", _tr("Anonymous name"), when=eap),
        Part("hidden", _tr("Hidden network"), "flag", _tr("It does not show its name")),
    )


def email() -> tuple[Part, ...]:
    """A message that is ready."""
    return (
        Part("to", _tr("To"), example="anna@example.com", must=True, about=True),
        Part("subject", _tr("Subject")),
        Part("body", _tr("Message"), "text"),
        Part("cc", _tr("Copy to"), example="info@example.com", more=True),
    )


def sms() -> tuple[Part, ...]:
    """A text message that is ready."""
    return (
        Part("number", _tr("Phone number"), example=_NUMBER, must=True, about=True),
        Part("message", _tr("Message"), "text"),
    )


def phone() -> tuple[Part, ...]:
    """A number to call."""
    hint = _tr("With its country, so that it can be called from everywhere.")
    return (Part("number", _tr("Phone number"), hint=hint, example=_NUMBER, must=True, about=True),)


def whatsapp() -> tuple[Part, ...]:
    """A chat that is ready."""
    hint = _tr("With its country.")
    return (
        Part("number", _tr("Phone number"), hint=hint, example=_NUMBER, must=True, about=True),
        Part("message", _tr("Message"), "text"),
    )


def geo() -> tuple[Part, ...]:
    """A place on earth."""
    hint = _tr("Most maps show both numbers with a right click on the place.")
    return (
        Part("latitude", _tr("Latitude"), "degrees", example="52.5163", must=True, about=True),
        Part("longitude", _tr("Longitude"), "degrees", hint=hint, example="13.3777", must=True),
    )


def event() -> tuple[Part, ...]:
    """An appointment."""
    return (
        Part("title", _tr("Title"), example=_tr("Concert"), must=True),
        Part("@days", _tr("Whole days"), "flag", usual=False),
        Part("starts_at", _tr("Begins"), "moment", must=True, about=True, when=_TIMES),
        Part("ends_at", _tr("Ends"), "moment", when=_TIMES),
        Part("time_zone", _tr("Time zone"), "zone", usual=zones.here(), when=_TIMES),
        Part("first_day", _tr("First day"), "day", must=True, about=True, when=_WHOLE_DAYS),
        Part("last_day", _tr("Last day"), "day", when=_WHOLE_DAYS),
        Part("location", _tr("Where")),
        Part("description", _tr("Description"), "text", more=True),
        Part("url", _tr("Web address"), example="https://example.com", more=True),
    )


def app() -> tuple[Part, ...]:
    """An app in a store."""
    stores = (("apple", "App Store"), ("google", "Google Play"))
    hint = _tr("Apple: the number in the store's address. Google: the package, such as com.example.app.")
    return (
        Part("store", _tr("Store"), "pick", options=stores, usual="apple"),
        Part("app", _tr("App"), hint=hint, example="284882215", must=True, about=True),
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("StudioForms", words)
