"""The things of H0p as its OpenAPI document names them: JSON Schema as OpenAPI 3.0 has it, with ``nullable``."""

from typing import Any

Schema = dict[str, Any]
UUID = "01933eb8-541f-7000-a9f4-e4eee80ff04e"  # as in the published examples


def text(about: str = "", **more: Any) -> Schema:
    """Return the schema of a text."""
    return {"type": "string", **({"description": about} if about else {}), **more}


def uuid(about: str = "") -> Schema:
    """Return the schema of an id."""
    return text(about, format="uuid", example=UUID)


def when(about: str = "") -> Schema:
    """Return the schema of a time."""
    return text(about, format="date-time", example="2024-01-15T10:30:00.000Z")


def flag(about: str = "") -> Schema:
    """Return the schema of a yes or no."""
    return {"type": "boolean", **({"description": about} if about else {})}


def whole(least: int = 0, most: int | None = None, about: str = "") -> Schema:
    """Return the schema of a whole number."""
    found: Schema = {"type": "integer", "minimum": least}
    if most is not None:
        found["maximum"] = most
    return {**found, "description": about} if about else found


def maybe(schema: Schema) -> Schema:
    """Return the schema of a value that may be null."""
    if "$ref" in schema:
        return {"allOf": [schema], "nullable": True}
    return {**schema, "nullable": True}


def many(schema: Schema, **more: Any) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": schema, **more}


def ref(name: str) -> Schema:
    """Return what points to one of the schemas below."""
    return {"$ref": f"#/components/schemas/{name}"}


def thing(properties: Schema, *optional: str) -> Schema:
    """Return the schema of an object; all but the ``optional`` fields are always there."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


def sent(properties: Schema, *needed: str) -> Schema:
    """Return the schema of a body; fields that nobody knows are ignored."""
    return {"type": "object", "properties": properties, **({"required": list(needed)} if needed else {})}


_NAME = text(minLength=1, maxLength=30, example="marketing")
_COLOUR = text(pattern="^#[0-9A-Fa-f]{6}$", example="#4150d4")
_SLUG = text("Left out: made up.", pattern="^(?![-_])[A-Za-z0-9-_]{1,50}(?<![-_])$", minLength=1, maxLength=50)
_RULE: Schema = {
    "id": uuid("Sent back, it keeps the rule's counts."),
    "priority": whole(about="Rules are asked in this order; the first that fits decides."),
    "destination": ref("Destination"),
    "countries": many(text(pattern="^[A-Za-z]{2}$", example="US")),
    "languages": many(text(example="en")),
    "osTypes": many(text(enum=["ios", "android", "windows", "macos", "linux"])),
}
_OF_ALL: Schema = {"id": uuid(), "createdAt": when(), "updatedAt": when(), "organizationId": uuid()}
_LINK_SENT: Schema = {
    "destination": ref("Destination"),
    "domainId": uuid("The domain; or name it by `domain`."),
    "domain": text(example="links.example.com"),
    "slug": _SLUG,
    "folderId": maybe(uuid()),
    "tags": many(_NAME, maxItems=10),
    "maxClicks": maybe(whole(2, 1_000_000_000)),
    "expiresAt": maybe(when()),
    "password": maybe(text(minLength=5, maxLength=25)),
    "rules": many(ref("RuleDraft")),
    "qrCode": ref("QrCodeDraft"),
    "metaTags": ref("MetaTagsDraft"),
    "cloaking": flag("The destination is shown in a frame."),
    "deepLinking": flag("Known apps are opened."),
}
_DOMAIN_SENT: Schema = {
    "indexUrl": maybe(text("Where the bare domain leads.")),
    "fallbackUrl": maybe(text("Where unknown and ended addresses lead.")),
    "qrCode": ref("QrCodeDraft"),
}

SCHEMAS: Schema = {
    "Destination": sent(
        {
            "type": text(enum=["link", "email", "phone"], default="link"),
            "value": text(maxLength=2048, example="https://example.com/landing"),
            "threatTypes": maybe(many(text())),
        },
        "value",
    ),
    "Rule": thing(_RULE),
    "RuleDraft": sent(_RULE, "destination"),
    "QrCode": thing(
        {"options": {"type": "object", "description": "As qr-code-styling has them."}, "imageId": maybe(uuid())}
    ),
    "QrCodeDraft": sent({"options": {"type": "object"}, "imageId": maybe(uuid())}),
    "MetaTagsDraft": sent({"title": maybe(text()), "description": maybe(text()), "imageId": maybe(uuid())}),
    "ShortLinkDraft": sent(_LINK_SENT, "destination"),
    "ShortLinkPatch": sent(_LINK_SENT),
    "ShortLink": thing(
        {
            "domain": maybe(ref("DomainBrief")),
            "rules": many(ref("Rule")),
            "qrCode": maybe(ref("QrCode")),
            "destination": ref("Destination"),
            "metaTags": {"type": "object", "nullable": True},
            "tags": many(ref("TagBrief")),
            "id": uuid(),
            "organizationId": uuid(),
            "isActive": flag(),
            "qrCodeId": maybe(uuid()),
            "domainId": uuid(),
            "folderId": uuid(),
            "slug": text(),
            "shortUrl": text(example="https://links.example.com/summer-sale"),
            "expiresAt": maybe(when()),
            "maxClicks": maybe(whole()),
            "clicks": whole(),
            "isPasswordProtected": flag(),
            "isHidden": flag(),
            "destinationId": uuid(),
            "createdAt": when(),
            "updatedAt": when(),
        }
    ),
    "DomainBrief": thing(
        {"id": uuid(), "domain": text(), "isPrimary": flag(), "isVerified": flag(), "createdAt": when()}
    ),
    "DomainDraft": sent({"domain": text(maxLength=253, example="links.example.com"), **_DOMAIN_SENT}, "domain"),
    "DomainPatch": sent(_DOMAIN_SENT),
    "Domain": thing(
        {
            **_OF_ALL,
            "domain": text(),
            "isActive": flag(),
            "lastCheckedAt": maybe(when()),
            "isVerified": flag(),
            "txtRecord": maybe(text()),
            "isPrimary": flag(),
            "qrCodeId": maybe(uuid()),
            "indexUrl": maybe(text()),
            "fallbackUrl": maybe(text()),
            "appleAppSiteAssociation": {"type": "object", "nullable": True},
            "androidAssetLinks": {"nullable": True},
            "qrCode": maybe(ref("QrCode")),
        }
    ),
    "FolderDraft": sent({"name": _NAME, "color": _COLOUR}, "name"),
    "FolderPatch": sent({"name": _NAME, "color": _COLOUR}),
    "Folder": thing({**_OF_ALL, "name": text(), "color": _COLOUR, "isDefault": flag()}),
    "TagBrief": thing({"id": uuid(), "name": text(), "color": text()}),
    "TagDraft": sent({"name": _NAME, "color": _COLOUR}, "name"),
    "TagPatch": sent({"name": _NAME, "color": _COLOUR}),
    "Tag": thing({**_OF_ALL, "name": text(), "color": _COLOUR}),
    "File": thing(
        {
            "id": uuid(),
            "createdAt": when(),
            "name": text(),
            "organizationId": maybe(uuid()),
            "key": text(),
            "mime": text(),
            "size": whole(),
            "url": text(),
        }
    ),
    "Groups": thing({"data": many(thing({"group": text(), "count": whole()})), "totalClicks": whole()}),
    "Days": thing({"data": many(thing({"date": text(format="date"), "count": whole()})), "totalClicks": whole()}),
    "Deleted": thing({"rowCount": maybe(whole())}),
    "Pagination": thing({"page": whole(), "limit": whole(), "totalItems": whole(), "totalPages": whole()}),
    "Error": thing(
        {
            "code": text(example="NOT_FOUND"),
            "message": text(),
            "fields": {"type": "object", "additionalProperties": text(), "description": "What is wrong, by field."},
            "error": {"type": "object"},
            "statusCode": whole(400, 599),
        },
        "fields",
    ),
}
