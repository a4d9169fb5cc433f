"""Files through every client: what is brought comes back."""

import pytest

from qrdesk.client import Client, FileDraft, FileQuery, Upload
from qrdesk.core.errors import BadPicture, NotFound, TooLarge
from tests.forms import LOGO


def test_a_picture_comes_back(client: Client) -> None:
    made = client.files.upload(FileDraft(name="Ours"), Upload(LOGO, "logo.svg"))
    assert (made.name, made.kind, made.width_px) == ("Ours.svg", "logo", None)
    assert client.files.get(made.id) == made
    assert client.files.list(FileQuery(kind="logo")).data == [made]
    found = client.files.download(made.id)
    assert (found.media_type, found.file_name, len(found.content)) == (made.media_type, made.name, made.size_bytes)
    client.files.delete(made.id)
    with pytest.raises(NotFound):
        client.files.download(made.id)


@pytest.mark.parametrize("name", ["logo.svg", 'a"b\\c.svg', "Café 標誌.svg", "", "a\r\nb.svg"])
def test_any_name_arrives_in_one_piece(client: Client, name: str) -> None:
    made = client.files.upload(FileDraft(), Upload(LOGO, name))
    assert made.name.endswith(".svg")
    assert made.name.isprintable()
    assert client.files.download(made.id).file_name == made.name


def test_errors_are_the_same_everywhere(client: Client) -> None:
    with pytest.raises(BadPicture) as refused:
        client.files.upload(FileDraft(kind="preview"), Upload(LOGO, "logo.svg"))
    assert refused.value.field_errors == {"file": str(refused.value)}
    with pytest.raises(TooLarge):
        client.files.upload(FileDraft(), Upload(bytes(1_000_001), "x"))
