"""What is deleted with a way back, through the client: a way that is offered leads back."""

import random
from io import BytesIO

import pytest
from PIL import Image

from qrdesk.client import Client, FolderDraft, LinkDraft, TagDraft, Upload, bringing_back
from qrdesk.core.errors import CalledOff
from qrdesk.core.schemas.files import MAX_FILE_BYTES
from tests.forms import LOGO


def noise(side_px: int) -> bytes:
    """Return a picture that grows when it is made anew, as poor JPEGs do."""
    drawn = Image.frombytes("RGB", (side_px, side_px), random.Random(1).randbytes(side_px * side_px * 3))
    file = BytesIO()
    drawn.save(file, "JPEG", quality=40)
    return file.getvalue()


@pytest.mark.parametrize("name", ["Bar/Terrace", ".."])
def test_what_was_cut_off_goes_on_whatever_it_is_called(client: Client, name: str) -> None:
    folder = client.folders.create(FolderDraft(name=name))
    tag = client.tags.create(TagDraft(name=name))
    link = client.links.create(LinkDraft(destination="https://example.com", folder=folder.id, tags=(name,)))
    for kept in (folder, tag):
        gone = bringing_back.delete_order(kept, client, told)
        with pytest.raises(CalledOff):
            bringing_back.order_again(gone, client, cut_off)
        assert bringing_back.order_again(gone, client, told) == 0
    back = client.links.get(link.id)
    assert back.folder is not None
    assert (back.folder.name, back.tags) == (name, [name])


def told(_done: int, _total: int) -> None: ...


def cut_off(_done: int, _total: int) -> None:
    raise CalledOff("enough")


def test_a_picture_that_could_not_be_sent_again_has_no_way_back(client: Client) -> None:
    sent = noise(1300)
    assert len(sent) < MAX_FILE_BYTES
    large = client.files.upload({"kind": "preview"}, Upload(sent, "street.jpg"))
    assert large.size_bytes > MAX_FILE_BYTES, "it was made anew"
    assert bringing_back.delete_picture(large.id, client).back is None
    small = client.files.upload({"kind": "logo"}, Upload(LOGO, "cup.svg"))
    back = bringing_back.delete_picture(small.id, client).back
    assert back is not None
    back(client)
    assert [one.digest for one in client.files.list().data] == [small.digest]
