"""What a static code says by itself, without a link: one model for each kind of content, told apart by ``type``."""

from typing import Annotated, get_args

from pydantic import Field

from qrdesk.core.schemas.contents.bills import SwissBillContent
from qrdesk.core.schemas.contents.coins import CryptoContent
from qrdesk.core.schemas.contents.events import EventContent
from qrdesk.core.schemas.contents.everyday import (
    AppContent,
    EmailContent,
    GeoContent,
    PhoneContent,
    SmsContent,
    TextContent,
    UrlContent,
    WhatsappContent,
)
from qrdesk.core.schemas.contents.gs1 import Gs1Content
from qrdesk.core.schemas.contents.payments import EpcContent
from qrdesk.core.schemas.contents.people import MecardContent, VcardContent
from qrdesk.core.schemas.contents.wifi import WifiContent

KINDS = (
    UrlContent,
    TextContent,
    WifiContent,
    VcardContent,
    MecardContent,
    EmailContent,
    SmsContent,
    PhoneContent,
    GeoContent,
    EventContent,
    EpcContent,
    WhatsappContent,
    AppContent,
    CryptoContent,
    SwissBillContent,
    Gs1Content,
)
AnyContent = (
    UrlContent
    | TextContent
    | WifiContent
    | VcardContent
    | MecardContent
    | EmailContent
    | SmsContent
    | PhoneContent
    | GeoContent
    | EventContent
    | EpcContent
    | WhatsappContent
    | AppContent
    | CryptoContent
    | SwissBillContent
    | Gs1Content
)
Content = Annotated[AnyContent, Field(discriminator="type")]
TYPES: tuple[str, ...] = tuple(get_args(kind.model_fields["type"].annotation)[0] for kind in KINDS)
