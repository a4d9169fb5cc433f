"""All four APIs and the native one at once, on one server."""

from tests.dialects.conftest import House


def test_an_unknown_path_wears_the_envelope_of_its_api(house: House) -> None:
    def keys_of(path: str) -> set[str]:
        answer = house.ask("GET", path)
        assert answer.status_code == 404
        return set(answer.json())

    assert keys_of("/api/v1/nothing") == {"error"}
    assert keys_of("/api/nothing") == {"error", "message", "code"}
    assert keys_of("/short-link/a/b/c") == {"code", "message", "error", "statusCode"}
    assert keys_of("/usage/nothing") == {"detail"}
    assert set(house.ask("GET", "/api/v1/codes/a/b").json()["error"]) == {"code", "message"}
