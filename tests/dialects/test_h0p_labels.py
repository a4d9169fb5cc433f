"""Folders and tags of H0p, asked of a real daemon."""

from collections.abc import Callable

import pytest

from tests.dialects import h0p_examples as printed
from tests.dialects.conftest import House
from tests.dialects.h0p_house import ask, is_like, make_link, native, refused


@pytest.fixture(scope="module")
def own(new_house: Callable[[str, str], str]) -> str:
    """The key of a workspace in which nobody else makes folders or tags."""
    return new_house("H0p labels", "https://labels.h0p.example")


def test_a_folder_is_as_printed(house: House, own: str) -> None:
    made = ask(house, "POST", "/folder", {"name": "Spring", "color": "#FF5733"}, key=own)
    assert made.status_code == 201
    folder = made.json()
    assert list(folder) == list(printed.FOLDER)
    assert is_like(folder, printed.FOLDER)
    assert (folder["name"], folder["color"], folder["isDefault"]) == ("Spring", "#ff5733", False)
    assert ask(house, "GET", f"/folder/{folder['id']}", key=own).json() == folder
    changed = ask(house, "PATCH", f"/folder/{folder['id']}", {"name": "Summer"}, key=own).json()
    assert {**changed, "updatedAt": ""} == {**folder, "name": "Summer", "updatedAt": ""}
    assert changed["updatedAt"] > folder["updatedAt"]
    gone = ask(house, "DELETE", f"/folder/{folder['id']}", key=own)
    assert (gone.status_code, gone.json()) == (200, printed.DELETED)
    for method, body in (("GET", None), ("PATCH", {}), ("DELETE", None)):
        assert refused(ask(house, method, f"/folder/{folder['id']}", body, key=own)) == (404, "NOT_FOUND")


def test_the_default_folder_is_called_links_and_stays(house: House, own: str) -> None:
    first = ask(house, "GET", "/folder/list", key=own).json()["data"][0]
    assert (first["name"], first["isDefault"], first["id"]) == ("Links", True, first["organizationId"])
    assert is_like(first, printed.FOLDER)
    path = f"/folder/{first['id']}"
    assert ask(house, "GET", path, key=own).json() == first
    assert ask(house, "PATCH", path, {"name": "Links", "color": first["color"]}, key=own).json() == first
    for method, body in (("DELETE", None), ("PATCH", {"name": "Other"}), ("PATCH", {"color": "#111111"})):
        answer = ask(house, method, path, body, key=own)
        assert refused(answer) == (403, "FORBIDDEN")
        assert "in no folder" in answer.json()["message"]
    for name in ("Links", " links "):
        assert refused(ask(house, "POST", "/folder", {"name": name}, key=own)) == (409, "ALREADY_EXIST")


def test_folders_are_listed_in_both_shapes(house: House, own: str) -> None:
    for name in ("Berlin", "Paris", "Rome"):
        ask(house, "POST", "/folder", {"name": name}, key=own)
    whole = ask(house, "GET", "/folder/list", key=own).json()
    assert set(whole) == set(printed.LIST_FIELDS)
    assert whole["items"] == whole["data"]
    assert whole["count"] == whole["pagination"]["totalItems"] == len(whole["data"])
    assert whole["pagination"]["limit"] == printed.DEFAULT_FOLDER_LIMIT
    second = ask(house, "GET", "/folder/list?page=1&limit=2", key=own).json()
    assert second["data"] == whole["data"][2:4]
    for name in ("search", "query", "q"):
        found = ask(house, "GET", f"/folder/list?{name}=ROM", key=own).json()
        assert [one["name"] for one in found["items"]] == ["Rome"]
        assert found["count"] == 1
    assert ask(house, "GET", "/folder/list?limit=0", key=own).json()["items"] == []


def test_a_tag_is_as_printed(house: House, own: str) -> None:
    made = ask(house, "POST", "/tag", {"name": "news", "color": "#00AA00"}, key=own)
    tag = made.json()
    assert made.status_code == 201
    assert list(tag) == list(printed.TAG)
    assert is_like(tag, printed.TAG)
    assert tag["updatedAt"] == tag["createdAt"]
    assert ask(house, "GET", f"/tag/{tag['id']}", key=own).json() == tag
    changed = ask(house, "PATCH", f"/tag/{tag['id']}", {"name": "old news"}, key=own).json()
    assert {**changed, "updatedAt": ""} == {**tag, "name": "old news", "updatedAt": ""}
    assert changed["updatedAt"] > tag["updatedAt"]
    listed = ask(house, "GET", "/tag/list", key=own).json()
    assert set(listed) == set(printed.LIST_FIELDS)
    assert changed in listed["items"]
    assert listed["pagination"]["limit"] == printed.DEFAULT_LIMIT
    assert ask(house, "DELETE", f"/tag/{tag['id']}", key=own).json() == printed.DELETED
    assert refused(ask(house, "DELETE", f"/tag/{tag['id']}", key=own)) == (404, "NOT_FOUND")


def test_a_tag_is_not_made_one_with_another_unasked(house: House) -> None:
    made = make_link(house, tags=["h0p left", "h0p right"])
    left, right = made["tags"]
    for name in (right["name"], "h0p  right"):
        assert refused(ask(house, "PATCH", f"/tag/{left['id']}", {"name": name})) == (409, "ALREADY_EXIST")
    assert refused(ask(house, "POST", "/tag", {"name": right["name"]})) == (409, "ALREADY_EXIST")
    assert native(house, made)["tags"] == ["h0p left", "h0p right"]
    assert ask(house, "PATCH", f"/tag/{left['id']}", {"name": left["name"], "color": "#123456"}).status_code == 200


@pytest.mark.parametrize("path", ["/folder", "/tag"])
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x" * 31}, "name"),
        ({"name": 5}, "name"),
        ({"name": "x", "color": "red"}, "color"),
        ({"name": "x", "color": "#12345"}, "color"),
        ({"name": "x", "color": "#123456\n"}, "color"),
    ],
)
def test_names_and_colours_are_as_the_documents_have_them(house: House, path: str, body: object, field: str) -> None:
    answer = ask(house, "POST", path, body)
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert set(answer.json()["fields"]) == {field}


def test_another_workspace_sees_nothing_of_it(house: House, own: str) -> None:
    folder = ask(house, "POST", "/folder", {"name": "Mine alone"}).json()
    link = make_link(house, tags=["mine alone"], folderId=folder["id"])
    for path in (f"/short-link/{link['id']}", f"/folder/{folder['id']}", f"/tag/{link['tags'][0]['id']}"):
        for method, body in (("GET", None), ("PATCH", {"name": "x"}), ("DELETE", None)):
            assert refused(ask(house, method, path, body, key=own)) == (404, "NOT_FOUND")
    path = f"/domain/{link['domainId']}"
    for method, body in (("GET", None), ("PATCH", {"indexUrl": "https://example.com"}), ("DELETE", None)):
        assert refused(ask(house, method, path, body, key=own)) == (404, "NOT_FOUND")
    page = {"type": "link", "value": "https://example.com"}
    for more in ({"folderId": folder["id"]}, {"domainId": link["domainId"]}, {"folderId": folder["organizationId"]}):
        assert refused(ask(house, "POST", "/short-link", {"destination": page, **more}, key=own)) == (404, "NOT_FOUND")
    assert ask(house, "GET", "/short-link/list", key=own).json()["count"] == 0
