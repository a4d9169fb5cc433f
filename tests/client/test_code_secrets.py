"""Codes of networks: lists leave their passwords out, nobody finds them by one, and what was printed is taken back."""

import pytest
from pydantic import ValidationError

from qrdesk.client import AuditQuery, Client, CodeDraft, CodePatch, CodeQuery, ExportDraft, LinkDraft, restoring
from qrdesk.core.errors import Conflict, NotFound
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.contents import TextContent, UrlContent, WifiContent
from qrdesk.core.schemas.masks import masked_text

WIFI = WifiContent(type="wifi", ssid="Café Lund", password="secret123")
HELLO = TextContent(type="text", text="Grüße aus Zürich")
LOGIN = TextContent(type="text", text="otpauth://totp/lund?secret=JBSWY3DP")


def made(client: Client, content: object, **more: object) -> CodeView:
    return client.codes.create(CodeDraft.model_validate({"content": content, **more}))


def found(client: Client, text: str, **more: object) -> list[str]:
    return [code.id for code in client.codes.list(CodeQuery.model_validate({"search": text, **more})).data]


def test_a_list_leaves_passwords_out_until_it_is_asked_for_them(client: Client) -> None:
    bar, login = made(client, WIFI, name="Bar"), made(client, LOGIN)
    told_login, told_bar = client.codes.list().data
    assert isinstance(told_bar.content, WifiContent)
    assert (told_bar.content.ssid, told_bar.content.password) == ("Café Lund", "•••")
    assert told_bar.text == "WIFI:T:WPA;S:Café Lund;P:•••;;"
    assert isinstance(told_login.content, TextContent)
    assert (told_login.text, told_login.content.text) == ("•••", "•••")
    assert "secret123" not in "".join(code.model_dump_json() for code in client.codes.each())
    assert client.codes.list(CodeQuery(secrets=True)).data == [login, bar]
    assert client.codes.get(bar.id) == bar
    assert bar.content == WIFI


def test_the_mask_is_never_taken_for_a_password() -> None:
    for security in ("wpa", "wpa3", "eap"):
        with pytest.raises(ValidationError, match="not shown"):
            WifiContent.model_validate({"type": "wifi", "ssid": "Bar", "security": security, "password": "•••"})


def test_a_failure_that_goes_to_a_log_repeats_no_password() -> None:
    with pytest.raises(ValidationError) as refused:
        CodeDraft.model_validate({"content": {"type": "wifi", "ssid": "Bar", "password": "short"}})
    assert "8 to 63" in str(refused.value)
    assert "short" not in str(refused.value)
    with pytest.raises(ValidationError) as unread:  # an answer of a server that is none
        CodeView.model_validate({"content": {"type": "wifi", "password": "secret123"}, "text": "P:secret123"})
    assert "secret123" not in str(unread.value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://example.com/?S:x;P:y", "https://example.com/?S:x;P:y"),
        ("WIFI:S:a\\;P:b;P:\\;x\\:y;T:WPA;;", "WIFI:S:a\\;P:b;P:•••;T:WPA;;"),
        ("wifi:t:WPA;p:x;s:y", "wifi:t:WPA;p:•••;s:y;;"),
        ("WIFI:T:WPA2-EAP;S:a;I:anna;A:nobody;P:x;y;;", "WIFI:T:WPA2-EAP;S:a;I:•••;A:•••;P:•••;•••;;"),
        ("otpauth-migration://offline?data=x", "•••"),
    ],
)
def test_only_what_everybody_may_know_of_a_network_is_shown(text: str, shown: str) -> None:
    assert masked_text(text) == shown


def test_codes_are_found_by_every_word_but_by_no_password(client: Client) -> None:
    link = client.links.create(LinkDraft(destination="https://example.com/menu", slug="lunch", title="Mittagstisch"))
    tent = client.codes.create(CodeDraft(link_id=link.id, name="Table tent"))
    bar, hello = made(client, WIFI, name="Bar"), made(client, HELLO)
    page = made(client, UrlContent(type="url", url="https://example.com/bar_code"))
    assert found(client, "zurich GRÜSSE") == [hello.id]
    assert found(client, "cafe lund") == found(client, "wifi lund") == [bar.id]
    assert found(client, "bar") == [page.id, bar.id]
    assert found(client, "bar", limit=1) == [page.id]
    assert found(client, "mittag") == found(client, "table") == found(client, "LUNCH") == [tent.id]
    assert found(client, "lunch", kind="static") == found(client, "nothing") == found(client, "b%r") == []
    assert found(client, "secret123") == found(client, "secret123", secrets=True) == []
    assert found(client, "hello", kind="static", contents="wifi,url") == [page.id, bar.id]
    assert found(client, "grusse", contents="wifi") == [hello.id, bar.id]
    assert found(client, "grusse", contents="secret123, ") == [hello.id]
    assert found(client, "  ") == [page.id, hello.id, bar.id, tent.id]
    assert client.codes.list(CodeQuery(search="bar", limit=1)).pagination.total == 2


def test_what_was_remembered_as_printed_is_taken_back_and_the_code_stays(client: Client) -> None:
    code = made(client, WIFI, name="Bar")
    client.codes.export(code.id, ExportDraft())
    printed = client.codes.get(code.id)
    assert printed.printed_at is not None
    back = client.codes.forget_printed(code.uuid)
    assert back == printed.model_copy(update={"printed_at": None})
    assert (back.id, back.export_count) == (code.id, 1)
    client.codes.forget_printed(code.id)  # there is nothing to take back: nothing is noted
    actions = [entry.action for entry in client.audit.list(AuditQuery(subject=code.id)).data]
    assert actions == ["code.not_printed", "code.exported", "code.created"]
    changed = client.codes.update(code.id, CodePatch(content=HELLO))  # as nobody has it on paper
    assert changed.content == HELLO
    with pytest.raises(NotFound):
        client.codes.forget_printed("qrc_0000000000")


def test_a_print_that_is_named_is_taken_back_only_while_it_is_the_last(client: Client) -> None:
    code = made(client, WIFI, name="Bar")
    client.codes.export(code.id, ExportDraft())
    mine = client.codes.get(code.id).printed_at
    client.codes.export(code.id, ExportDraft())
    theirs = client.codes.get(code.id).printed_at
    assert mine is not None
    assert theirs != mine
    with pytest.raises(Conflict, match="printed again since"):
        client.codes.forget_printed(code.id, printed_at=mine)
    assert client.codes.get(code.id).printed_at == theirs
    assert client.codes.forget_printed(code.id, printed_at=theirs).printed_at is None
    assert client.codes.forget_printed(code.id, printed_at=theirs).printed_at is None, "sent once more"


def test_a_code_of_a_link_that_was_not_printed_after_all_can_be_deleted(client: Client) -> None:
    link = client.links.create(LinkDraft(destination="https://example.com/menu", slug="lunch"))
    code = client.codes.create(CodeDraft(link_id=link.id))
    client.codes.export(code.id, ExportDraft())
    assert client.links.get(link.id).printed_at is not None
    client.codes.forget_printed(code.id)
    assert client.links.get(link.id).printed_at is None
    client.codes.delete(code.id)
    assert client.codes.list().data == []


@pytest.mark.parametrize("text", ["WIFI:T:WPA;S:Bar;P:secret123;;", "otpauth://totp/lund?secret=JBSWY3DP"])
def test_what_a_list_shows_in_place_of_a_secret_is_never_saved(client: Client, text: str) -> None:
    code = made(client, {"type": "text", "text": text}, name=text[:120])
    shown = client.codes.list().data[0]
    assert shown.content is not None
    assert shown.name == masked_text(text) != text
    for sent in (shown.content, shown.content.model_dump(exclude_unset=True)):
        with pytest.raises(ValidationError, match="not shown"):
            CodePatch.model_validate({"content": sent})
        with pytest.raises(ValidationError, match="not shown"):
            CodeDraft.model_validate({"content": sent})
    with pytest.raises(ValidationError, match="not shown"):
        CodePatch(name=shown.name)
    client.codes.update(code.id, CodePatch(content=HELLO, name="Hello"))
    entry = client.audit.list(AuditQuery(subject=code.id)).data[0]
    assert entry.action == "code.updated"
    assert restoring.of_entry(entry) is None  # the log does not say what it was
    assert "JBSWY3DP" not in str(entry.changes)
    assert "secret123" not in str(entry.changes)
