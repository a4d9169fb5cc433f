"""How operations go into the audit log: as what, and how their subjects are seen beforehand.

A row of the operations table that says so itself, with ``audited=``, does not stand here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from qrdesk.core.services import (
    audit_told,
    bulk,
    checks,
    codes,
    domains,
    erasing,
    files,
    folders,
    invitations,
    links,
    presets,
    saved_views,
    tags,
    transfer,
    verification,
    workspaces,
)
from qrdesk.core.services.audit import Audited

AUDITED: Mapping[Callable[..., Any], Audited] = {
    links.create_link: Audited("link.created"),
    links.update_link: Audited("link.updated", links.get_link),
    links.delete_link: Audited("link.deleted", links.get_link),
    links.archive_link: Audited("link.archived", links.get_link),
    links.restore_link: Audited("link.restored", links.get_link),
    links.pause_link: Audited("link.paused", links.get_link),
    links.resume_link: Audited("link.resumed", links.get_link),
    links.reset_hits: Audited("link.limit_reset", links.get_link),
    links.add_alias: Audited("link.alias_added", links.get_link),
    checks.check_target: Audited("link.checked", links.get_link, audit_told.target_checked),
    transfer.import_links: Audited("links.imported", told=audit_told.imported),
    bulk.create_links: Audited("links.created", told=audit_told.many_created),
    bulk.update_links: Audited("links.updated", told=audit_told.many_updated),
    erasing.erase_hits: Audited("hits.erased", itself=True),
    files.upload_file: Audited("file.uploaded"),
    files.delete_file: Audited("file.deleted", files.get_file),
    folders.create_folder: Audited("folder.created"),
    folders.update_folder: Audited("folder.updated", folders.get_folder),
    folders.delete_folder: Audited("folder.deleted", folders.get_folder),
    tags.create_tag: Audited("tag.created"),
    tags.update_tag: Audited("tag.updated", tags.get_tag),
    tags.delete_tag: Audited("tag.deleted", tags.get_tag),
    saved_views.create_view: Audited("view.created"),
    saved_views.update_view: Audited("view.updated", saved_views.get_view),
    saved_views.delete_view: Audited("view.deleted", saved_views.get_view),
    presets.create_preset: Audited("preset.created"),
    presets.update_preset: Audited("preset.updated", presets.get_preset),
    presets.delete_preset: Audited("preset.deleted", presets.get_preset),
    codes.create_code: Audited("code.created"),
    codes.update_code: Audited("code.updated", codes.get_code),
    codes.export_code: Audited("code.exported", codes.get_code, audit_told.exported),
    domains.create_domain: Audited("domain.created"),
    domains.update_domain: Audited("domain.updated", domains.get_domain),
    domains.delete_domain: Audited("domain.deleted", domains.get_domain),
    domains.set_public_url: Audited("domain.made_default", domains.get_default),
    verification.verify_domain: Audited("domain.verified", domains.get_domain),
    invitations.accept_invitation: Audited("invitation.accepted", itself=True),  # by somebody who is no member yet
    workspaces.create_workspace: Audited("workspace.created", itself=True),  # in its own log
    workspaces.update_workspace: Audited("workspace.updated", workspaces.get_workspace),
}
