"""What the documents of H0p print (contracts/source/h0p-*.txt, and the wider docs quoted in contracts/h0p.md)."""

from typing import Any

KEY_HEADER = "x-api-key"

# h0p-introduction.txt, "Common error codes", with the statuses of h0p-development.txt and of the table above it
ERROR_CODES = {
    "UNAUTHORIZED": 401,
    "FORBIDDEN": 403,
    "NOT_FOUND": 404,
    "ALREADY_EXIST": 409,
    "PLAN_LIMIT_REACHED": 403,
    "FEATURE_NOT_AVAILABLE": 403,
    "ACTION_NOT_ALLOWED": 403,
    "VALIDATION_ERROR": 400,
}
STATUSES = (200, 201, 400, 401, 403, 404, 409, 429, 500)
REQUESTS_PER_SECOND = 5
REQUESTS_PER_MINUTE = 100
DEFAULT_LIMIT, MOST_LIMIT, FIRST_PAGE = 10, 50, 0
DEFAULT_FOLDER_LIMIT = 25

UUID = "01933eb8-541f-7000-a9f4-e4eee80ff04e"
SLUG = r"^(?![-_])[A-Za-z0-9-_]{1,50}(?<![-_])$"

# POST /short-link (h0p.md, 2.1); host and folder are substituted
CREATE_LINK: dict[str, Any] = {
    "domain": "links.example.com",
    "slug": "summer-sale",
    "destination": {"type": "link", "value": "https://example.com/products/summer-sale", "threatTypes": None},
    "tags": ["marketing", "sale"],
    "folderId": UUID,
    "maxClicks": 1000,
    "expiresAt": "2024-12-31T23:59:59Z",
}
RULE: dict[str, Any] = {
    "id": UUID,
    "priority": 0,
    "destination": {"type": "link", "value": "https://example.com/us", "threatTypes": None},
    "countries": ["US", "CA", "GB"],
    "languages": ["en", "fr", "es-MX"],
    "osTypes": ["ios", "android"],
}
# the answer (h0p.md, 2.2): in this order; those in capitals are descriptions there, and ours by convention
LINK_FIELDS = (
    *("domain", "rules", "qrCode", "destination", "metaTags", "tags", "id", "organizationId", "isActive", "qrCodeId"),
    *("domainId", "folderId", "slug", "shortUrl", "expiresAt", "maxClicks", "clicks", "isPasswordProtected"),
    *("isHidden", "destinationId", "createdAt", "updatedAt"),
)
DOMAIN_BRIEF: dict[str, Any] = {
    "id": UUID,
    "domain": "links.example.com",
    "isPrimary": True,
    "isVerified": True,
    "createdAt": "2024-01-15T10:30:00.000Z",
}
DOMAIN_FIELDS = (
    *("id", "createdAt", "updatedAt", "organizationId", "domain", "isActive", "lastCheckedAt", "isVerified"),
    *("txtRecord", "isPrimary", "qrCodeId", "fallbackUrl", "appleAppSiteAssociation", "androidAssetLinks", "qrCode"),
)
FOLDER: dict[str, Any] = {
    "id": UUID,
    "organizationId": UUID,
    "name": "Links",
    "color": "#4150d4",
    "isDefault": True,
    "createdAt": "2024-01-15T10:30:00.000Z",
    "updatedAt": "2024-01-15T10:30:00.000Z",
}
TAG: dict[str, Any] = {
    "id": UUID,
    "organizationId": UUID,
    "name": "marketing",
    "color": "#4150d4",
    "createdAt": "2024-01-15T10:30:00.000Z",
    "updatedAt": "2024-01-15T10:30:00.000Z",
}
PAGINATION: dict[str, Any] = {"page": 0, "limit": 10, "totalItems": 1, "totalPages": 1}
LIST_FIELDS = ("items", "pagination", "count", "data")
FILE: dict[str, Any] = {
    "id": UUID,
    "createdAt": "2024-01-15T10:30:00.000Z",
    "name": "logo.png",
    "organizationId": UUID,
    "key": f"qr-code/{UUID}.png",
    "mime": "image/png",
    "size": 1024,
    "url": "https://links.example.com/logo.png",
}
DELETED: dict[str, Any] = {"rowCount": 1}

# h0p.md, 5: the options of a domain's template; ``data`` is filled in
QR_OPTIONS: dict[str, Any] = {
    "data": "",
    "type": "svg",
    "width": 300,
    "height": 300,
    "margin": 4,
    "image": "https://example.com/logo.png",
    "imageOptions": {"hideBackgroundDots": True, "imageSize": 0.4, "crossOrigin": "anonymous", "margin": 10},
    "dotsOptions": {
        "type": "rounded",
        "color": "#000000",
        "gradient": {
            "type": "linear",
            "colorStops": [{"offset": 0, "color": "#000000"}, {"offset": 1, "color": "#4150d4"}],
            "rotation": 45,
        },
        "roundSize": True,
    },
    "cornersSquareOptions": {
        "type": "square",
        "color": "#000000",
        "gradient": {"type": "linear", "colorStops": [{"offset": 0, "color": "#000000"}], "rotation": 0},
    },
    "cornersDotOptions": {
        "type": "dot",
        "color": "#000000",
        "gradient": {"type": "radial", "colorStops": [{"offset": 0, "color": "#000000"}], "rotation": 0},
    },
}
