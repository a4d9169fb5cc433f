"""Rows of the table about codes: their artwork, their looks, and the files that people bring for them."""

from qrdesk.core.errors import (
    ArtworkRisky,
    ArtworkUnreadable,
    BadPicture,
    BadSlug,
    Busy,
    Conflict,
    FilesUnreachable,
    Invalid,
    NotFound,
    PreflightFailed,
    SlugReserved,
    SlugTaken,
)
from qrdesk.core.operation import Operation, delete, get, patch, post
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.files import MEDIA_TYPES, PREVIEW_TYPES
from qrdesk.core.services import code_bulk, code_previews, codes, design_styling, designs, files

_SLUG = (BadSlug, SlugReserved, SlugTaken)
_DRAWN = (ArtworkUnreadable, ArtworkRisky, PreflightFailed)

CODES: tuple[Operation, ...] = (
    post(
        "/qr-codes",
        codes.create_code,
        scope=Scope.CODES_CREATE,
        status=201,
        idempotent=True,
        raises=(*_SLUG, NotFound, Invalid, Conflict),
    ),
    get("/qr-codes", codes.list_codes, scope=Scope.CODES_READ, raises=(NotFound, Invalid)),
    post(
        "/qr-codes/preview",
        code_previews.preview_code,
        scope=Scope.CODES_READ,
        raises=(NotFound, Invalid),
    ),
    post("/qr-codes/of-links", code_bulk.create_codes_of_links, scope=Scope.CODES_READ, idempotent=True),
    post("/qr-codes/printed", code_bulk.remember_printed, scope=Scope.CODES_READ, idempotent=True),
    get("/qr-codes/{code_id}", codes.get_code, scope=Scope.CODES_READ, raises=(NotFound,)),
    patch(
        "/qr-codes/{code_id}",
        codes.update_code,
        scope=Scope.CODES_UPDATE,
        raises=(*_SLUG, NotFound, Invalid, Conflict),
    ),
    delete("/qr-codes/{code_id}", codes.delete_code, scope=Scope.CODES_DELETE, status=204, raises=(NotFound, Conflict)),
    post(
        "/qr-codes/{code_id}/not-printed",
        codes.forget_printed,
        scope=Scope.CODES_UPDATE,
        raises=(NotFound, Conflict),
    ),
    post(
        "/qr-codes/{code_id}/export",
        codes.export_code,
        scope=Scope.CODES_READ,
        raises=(NotFound, *_DRAWN),
    ),
    get(
        "/qr-codes/{code_id}/artwork",
        code_previews.get_artwork,
        scope=Scope.CODES_READ,
        raises=(NotFound, *_DRAWN, Invalid),
    ),
    post(
        "/designs",
        designs.create_design,
        scope=Scope.CODES_CREATE,
        status=201,
        idempotent=True,
        raises=(Conflict, Invalid),
    ),
    get("/designs", designs.list_designs, scope=Scope.CODES_READ),
    get("/designs/presets", design_styling.list_design_presets, scope=Scope.CODES_READ),
    post("/designs/styling", design_styling.read_styling, scope=Scope.CODES_READ, raises=(Invalid,)),
    get("/designs/{design_id}", designs.get_design, scope=Scope.CODES_READ, raises=(NotFound,)),
    patch(
        "/designs/{design_id}",
        designs.update_design,
        scope=Scope.CODES_UPDATE,
        raises=(NotFound, Conflict, Invalid),
    ),
    delete("/designs/{design_id}", designs.delete_design, scope=Scope.CODES_DELETE, status=204, raises=(NotFound,)),
    get(
        "/designs/{design_id}/styling",
        design_styling.get_design_styling,
        scope=Scope.CODES_READ,
        raises=(NotFound,),
    ),
    post(
        "/designs/{design_id}/apply",
        designs.apply_design,
        scope=Scope.CODES_UPDATE,
        raises=(NotFound, Invalid),
    ),
    post(
        "/files",
        files.upload_file,
        scope=Scope.FILES_CREATE,
        status=201,
        idempotent=True,
        raises=(BadPicture, Conflict, FilesUnreachable, Busy),
    ),
    get("/files", files.list_files, scope=Scope.FILES_READ, raises=(Invalid,)),
    get("/files/{file_id}", files.get_file, scope=Scope.FILES_READ, raises=(NotFound,)),
    get(
        "/files/{file_id}/content",
        files.download_file,
        scope=Scope.FILES_READ,
        raises=(NotFound,),
        media_types=MEDIA_TYPES,
    ),
    get(
        "/pictures/{picture_id}",
        files.show_picture,
        scope=None,
        public=True,
        raises=(NotFound,),
        media_types=PREVIEW_TYPES,
    ),
    delete("/files/{file_id}", files.delete_file, scope=Scope.FILES_DELETE, status=204, raises=(NotFound, Conflict)),
)
