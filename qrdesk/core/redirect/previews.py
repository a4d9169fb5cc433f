"""Where pictures for previews of links lie: everybody may fetch them, on every host that this server answers for."""

import re

from qrdesk.core.redirect import hosts, locations

PATH = "/api/v1/pictures/"
_PICTURE = re.compile(re.escape(PATH) + r"(fil_[0-9A-Za-z]{10})", re.ASCII)


def path_of(picture_id: str) -> str:
    """Return the path at which anybody finds a picture."""
    return PATH + picture_id


def picture_at(location: str) -> str:
    """Return the id of the picture that a web address names; "" where its path is none of a picture."""
    found = _PICTURE.fullmatch("/" + location.partition("://")[2].partition("/")[2])
    return found[1] if found else ""


def pictures_in(text: str) -> list[str]:
    """Return the ids of pictures whose paths stand in a text."""
    return _PICTURE.findall(text)


def as_asked(image_url: str, own_hosts: frozenset[str], start: str) -> str:
    """Return the address of a link's picture for whoever came by ``start``, such as ``https://go.example``.

    A picture of this server's own lies there, too. It was perhaps named while the server had another address, on this
    computer alone: no other server is meant by that.
    """
    picture = picture_at(image_url)
    if not picture:
        return image_url
    here = locations.is_own(image_url, own_hosts) or hosts.is_loopback(hosts.normal(image_url.split("/", 3)[2]))
    return start + path_of(picture) if here else image_url
