"""A wireless network to join."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from qrdesk.core.schemas.contents.base import Content
from qrdesk.core.schemas.lines import NotTurned, is_reading_kept
from qrdesk.core.schemas.plainly import lower, plainly, upper

_PASSPHRASE = re.compile(r"[\x20-\x7e]{8,63}|[0-9A-Fa-f]{64}")
_WEP = re.compile(r"[\x20-\x7e]{5}|[\x20-\x7e]{13}|(?:[0-9A-Fa-f]{10}|[0-9A-Fa-f]{26})")
_BROKEN = re.compile("[\t\n\r\x85\u2028\u2029]")
_SECURITY = ("none", "wep", "wpa", "wpa3", "eap")
_METHODS = ("PEAP", "TTLS", "PWD", "TLS")
_PHASES = ("NONE", "MSCHAPV2", "MSCHAP", "PAP", "GTC")


class WifiContent(Content):
    """A wireless network: scanning it joins."""

    type: Literal["wifi"]
    ssid: NotTurned = Field(description="The name of the network: 32 bytes at most.", examples=["Café Lund"])
    security: Annotated[
        Literal["none", "wep", "wpa", "wpa3", "eap"],
        BeforeValidator(lower),
        plainly(f"Choose how it is secured: {', '.join(_SECURITY)}."),
    ] = Field(
        default="wpa",
        description="`wpa` is WPA2, and WPA3 beside it; `wpa3` keeps phones from the older ones; `eap` is a network "
        "of a company, with people's own names.",
    )
    password: str = Field(default="", max_length=128)
    hidden: bool = Field(default=False, description="Whether the network does not tell its name.")
    method: Annotated[
        Literal["PEAP", "TTLS", "PWD", "TLS"] | None,
        BeforeValidator(upper),
        plainly(f"Choose the EAP method: {', '.join(_METHODS)}."),
    ] = Field(default=None, description="Of `eap`. Few phones read this from a code.")
    phase2: Annotated[
        Literal["NONE", "MSCHAPV2", "MSCHAP", "PAP", "GTC"] | None,
        BeforeValidator(upper),
        plainly(f"Choose the second phase: {', '.join(_PHASES)}."),
    ] = Field(default=None, description="Of `eap`: how the name is proved within the tunnel.")
    identity: NotTurned = Field(default="", max_length=128, description="Of `eap`.")
    anonymous: NotTurned = Field(default="", max_length=128, description="Of `eap`: what is said outside the tunnel.")

    @field_validator("ssid")
    @classmethod
    def _a_name(cls, ssid: str) -> str:
        if not 1 <= len(ssid.encode()) <= 32:
            raise ValueError("The name of a network has 1 to 32 bytes; letters beyond ASCII take two or more.")
        return ssid

    @field_validator("ssid", "password", "identity", "anonymous")
    @classmethod
    def _one_line(cls, text: str) -> str:
        if _BROKEN.search(text):
            raise ValueError("This has a line break or a tab in it.")
        return text

    @model_validator(mode="after")
    def _fits_together(self) -> "WifiContent":
        fault = "" if is_reading_kept() else _fault(self)  # a list shows it without its password
        if fault:
            raise ValueError(fault)
        return self


def _fault(wifi: WifiContent) -> str:
    of_eap = wifi.method or wifi.phase2 or wifi.identity or wifi.anonymous
    if wifi.security != "eap" and of_eap:
        return "Method, second phase and names are for eap only. Leave them out, or choose eap."
    match wifi.security:
        case "none":
            return (
                "An open network has no password. Leave it out, or choose how it is secured." if wifi.password else ""
            )
        case "wep":
            wrong = not _WEP.fullmatch(wifi.password)
            return "A WEP password has 5 or 13 characters, or 10 or 26 hex digits." if wrong else ""
        case "wpa" if not wifi.password:
            return "A WPA network needs its password. For an open network choose the security none."
        case "wpa":
            wrong = not _PASSPHRASE.fullmatch(wifi.password)
            return "A WPA password has 8 to 63 plain characters, or 64 hex digits." if wrong else ""
        case "wpa3":
            return "" if wifi.password else "A WPA3 network needs its password."
        case _:
            return "" if wifi.method else "Say the EAP method: " + ", ".join(_METHODS) + "."
