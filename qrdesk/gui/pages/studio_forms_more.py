"""The forms of people, money and goods: what is typed for each, in plain words."""

from PySide6.QtCore import QCoreApplication

from qrdesk.gui.pages.studio_form_parts import Part

_GTIN, _GLN = ("key", frozenset({"gtin"})), ("key", frozenset({"gln"}))


def vcard() -> tuple[Part, ...]:
    """A card for address books."""
    kinds = (("mobile", _tr("Mobile")), ("work", _tr("Work")), ("home", _tr("Home")), ("fax", _tr("Fax")))
    places = (("work", _tr("Work")), ("home", _tr("Home")))
    return (
        Part("first_name", _tr("First name"), must=True, about=True),
        Part("last_name", _tr("Last name")),
        Part("organisation", _tr("Company")),
        Part("title", _tr("Position")),
        Part("phones.0.number", _tr("Phone"), example="+49 30 901820"),
        Part("phones.0.kind", _tr("This phone is"), "pick", options=kinds, usual="mobile", more=True),
        Part("emails.0.address", _tr("E-mail"), example="anna@example.com"),
        Part("urls.0", _tr("Web address"), example="https://example.com"),
        Part("phones.1.number", _tr("Second phone"), more=True),
        Part("phones.1.kind", _tr("The second phone is"), "pick", options=kinds, usual="work", more=True),
        Part("addresses.0.street", _tr("Street and number"), more=True),
        Part("addresses.0.postcode", _tr("Postcode"), more=True),
        Part("addresses.0.city", _tr("Town"), more=True),
        Part("addresses.0.country", _tr("Country"), more=True),
        Part("addresses.0.kind", _tr("This address is"), "pick", options=places, usual="work", more=True),
        Part("prefix", _tr("Before the name"), example=_tr("Dr."), more=True),
        Part("birthday", _tr("Birthday"), "day", more=True),
        Part("note", _tr("Note"), "text", more=True),
    )


def mecard() -> tuple[Part, ...]:
    """A smaller card for address books."""
    return (
        Part("first_name", _tr("First name"), must=True, about=True),
        Part("last_name", _tr("Last name")),
        Part("organisation", _tr("Company")),
        Part("phones.0", _tr("Phone"), example="+49 30 901820"),
        Part("emails.0", _tr("E-mail"), example="anna@example.com"),
        Part("urls.0", _tr("Web address"), example="https://example.com"),
        Part("note", _tr("Note"), "text", more=True),
    )


def epc() -> tuple[Part, ...]:
    """A transfer in euros."""
    reference = _tr("In place of a message: a creditor reference that begins with RF.")
    whole = _tr("Leave empty: whoever pays types it.")
    return (
        Part("name", _tr("Who gets the money"), must=True),
        Part("iban", _tr("IBAN"), example="DE89 3704 0044 0532 0130 00", must=True, checked=True),
        Part("amount", _tr("Amount in euros"), "money", whole, example="12.50"),
        Part("message", _tr("What it is for"), about=True),
        Part("bic", _tr("BIC"), hint=_tr("Banks within the EEA do without."), checked=True, more=True),
        Part("reference", _tr("Reference"), hint=reference, checked=True, more=True),
        Part("purpose", _tr("Purpose code"), hint=_tr("Up to four letters, such as CHAR."), more=True),
        Part("hint", _tr("Hint for whoever pays"), more=True),
    )


def swiss_bill() -> tuple[Part, ...]:
    """The code of a Swiss QR-bill."""
    currencies = (("CHF", "CHF"), ("EUR", "EUR"))
    reference = _tr("27 digits for a QR-IBAN; else a creditor reference (RF), or nothing.")
    return (
        Part("iban", _tr("IBAN"), example="CH44 3199 9123 0008 8901 2", must=True, checked=True),
        Part("creditor.name", _tr("Who gets the money"), must=True),
        Part("creditor.street", _tr("Street")),
        Part("creditor.house_number", _tr("House number")),
        Part("creditor.postcode", _tr("Postcode"), must=True),
        Part("creditor.town", _tr("Town"), must=True),
        Part("creditor.country", _tr("Country"), example="CH", must=True),
        Part("amount", _tr("Amount"), "money", example="12.50"),
        Part("currency", _tr("Currency"), "pick", options=currencies, usual="CHF"),
        Part("reference", _tr("Reference"), hint=reference, checked=True, about=True),
        Part("message", _tr("Message")),
        Part("debtor.name", _tr("Who pays"), more=True),
        Part("debtor.street", _tr("Street of who pays"), more=True),
        Part("debtor.house_number", _tr("House number of who pays"), more=True),
        Part("debtor.postcode", _tr("Postcode of who pays"), more=True),
        Part("debtor.town", _tr("Town of who pays"), more=True),
        Part("debtor.country", _tr("Country of who pays"), example="CH", more=True),
        Part("billing", _tr("Billing text"), example="//S1/10/1234", more=True),
    )


def crypto() -> tuple[Part, ...]:
    """A payment in digital money."""
    coins = (("bitcoin", "Bitcoin"), ("litecoin", "Litecoin"), ("dogecoin", "Dogecoin"), ("ethereum", "Ethereum"))
    others = ("coin", frozenset({"bitcoin", "litecoin", "dogecoin"}))
    return (
        Part("coin", _tr("Currency"), "pick", options=coins, usual="bitcoin"),
        Part("address", _tr("Address of the wallet"), must=True, checked=True, about=True),
        Part("amount", _tr("Amount"), "amount", example="0.005"),
        Part("label", _tr("Who gets it"), when=others),
        Part("message", _tr("What it is for"), when=others),
    )


def gs1() -> tuple[Part, ...]:
    """A product, place or parcel by its GS1 number."""
    keys = (
        ("gtin", _tr("Product (EAN, GTIN)")),
        ("gln", _tr("Place (GLN)")),
        ("sscc", _tr("Parcel (SSCC)")),
    )
    number = _tr("The digits under the barcode, check digit included.")
    domain = _tr("Whoever answers there has to keep /01/ and the number.")
    return (
        Part("key", _tr("What it names"), "pick", options=keys, usual="gtin"),
        Part("number", _tr("Number"), hint=number, example="4006381333931", must=True, checked=True, about=True),
        Part("domain", _tr("Where the address begins"), hint=domain, example="https://id.gs1.org"),
        Part("batch", _tr("Batch or lot"), when=_GTIN),
        Part("best_before", _tr("Best before"), "day", when=_GTIN),
        Part("serial", _tr("Serial number"), when=_GTIN, more=True),
        Part("variant", _tr("Variant"), when=_GTIN, more=True),
        Part("extension", _tr("Part of the place"), when=_GLN),
        Part("produced_on", _tr("Produced"), "day", when=_GTIN, more=True),
        Part("packaged_on", _tr("Packaged"), "day", when=_GTIN, more=True),
        Part("sell_by", _tr("Sell by"), "day", when=_GTIN, more=True),
        Part("expires_on", _tr("Expires"), "day", when=_GTIN, more=True),
        Part("weight_kg", _tr("Net weight in kg"), "amount", example="1.25", when=_GTIN, more=True),
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("StudioForms", words)
