"""One walk through every tool, by the official client, with what it says held against what the API says."""

import base64
import json
from collections.abc import Callable
from typing import Any

import anyio
import pytest
from mcp.client.client import Client as Agent
from mcp_types import CallToolResult, ImageContent, TextContent

from qrdesk.client import Client, CodeQuery, EndpointDraft
from qrdesk.core.errors import NotFound
from tests.eyes import read

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1"
_PATIENCE_S = 20


def found(answer: CallToolResult) -> dict[str, Any]:
    """Return what a tool found: it is sent once, as text that is JSON."""
    assert not answer.is_error, answer
    assert answer.structured_content is None
    text = answer.content[-1]
    assert isinstance(text, TextContent)
    return json.loads(text.text)


class Walk:
    """Calls tools, and remembers which."""

    def __init__(self, agent: Agent, rest: Client, prefix: str) -> None:
        self._agent = agent
        self._rest = rest
        self._slug = f"{prefix}-menu"
        self._prefix = prefix
        self.called: set[str] = set()

    async def call(self, name: str, /, **arguments: Any) -> dict[str, Any]:
        """Return what a tool found."""
        self.called.add(name)
        return found(await self._agent.call_tool(name, arguments))

    async def refused(self, name: str, /, **arguments: Any) -> CallToolResult:
        """Return the refusal of a tool."""
        answer = await self._agent.call_tool(name, arguments)
        assert answer.is_error, answer
        return answer

    async def make(self) -> None:
        """Folder, tag and link come to be, as the API shows them."""
        assert (await self.call("check_slug", slug=self._slug))["free"] is True
        folder = await self.call("create_folder", name=f"{self._prefix} folder")
        tag = await self.call("create_tag", name=f"{self._prefix} tag", colour="#4150d4")
        draft = {"destination": "https://example.com/a", "slug": self._slug, "folder": folder["id"], "title": None}
        named = {**draft, "tags": [tag["name"]], "idempotency_key": f"{self._prefix} once"}
        made, again = [await self.call("create_link", **named) for _ in range(2)]
        assert made == again
        other = await self.refused("create_link", **{**named, "slug": f"{self._slug}-2"})
        assert other.structured_content["error"]["code"] == "idempotency_key_conflict"
        link = self._rest.links.get(made["id"])
        assert (link.destination, link.slug, link.tags) == ("https://example.com/a", self._slug, [tag["name"]])
        assert link.folder is not None
        assert (link.folder.id, made["folder"], made["short_url"]) == (folder["id"], folder["name"], link.short_url)
        taken = await self.call("check_slug", slug=self._slug)
        assert taken["free"] is False
        assert taken["suggestions"]
        counts = {one["id"]: one["link_count"] for one in (await self.call("list_folders", limit=50))["folders"]}
        assert counts[folder["id"]] == 1
        assert tag["id"] in {one["id"] for one in (await self.call("list_tags", limit=50))["tags"]}

    async def find(self) -> None:
        """Lists go on where they ended, and say as much as helps."""
        second = await self.call("create_link", destination="https://example.com/b", title=f"{self._prefix} other")
        first = await self.call("find_links", search=self._prefix, limit=1)
        rest = await self.call("find_links", search=self._prefix, limit=1, cursor=first["next_cursor"])
        assert [one["id"] for one in first["links"]] == [second["id"]]
        assert [one["short_url"] for one in rest["links"]] == [self._rest.links.get(self._slug).short_url]
        assert (first["total"], "next_cursor" in rest, "note" in rest["links"][0]) == (2, False, False)
        whole = await self.call("get_link", link_id=self._slug)
        assert (whole["id"], "password" in whole, "rules" in whole) == (rest["links"][0]["id"], False, False)

    async def change(self) -> None:
        """What an agent changes is changed, and what it leaves out stays."""
        sent = {"title": "Menu", "note": "by an agent", "hit_limit": 100, "folder": None}
        await self.call("edit_link", link_id=self._slug, **sent)
        link = self._rest.links.get(self._slug)
        assert (link.title, link.note, link.hit_limit, link.folder) == ("Menu", "by an agent", 100, None)
        assert link.destination == "https://example.com/a"
        rule = {"name": "Bavaria", "destination": "https://example.com/de", "conditions": [_COUNTRY]}
        set_rules = await self.call("set_link_rules", link_id=self._slug, rules=[rule], time_zone="Europe/Berlin")
        link = self._rest.links.get(self._slug)
        assert [one["id"] for one in set_rules["rules"]] == [one.id for one in link.rules]
        assert (link.rules[0].destination, link.time_zone) == ("https://example.com/de", "Europe/Berlin")
        wrong = await self.refused(
            "set_link_rules", link_id=self._slug, rules=[{**rule, "conditions": [{"kind": "x"}]}]
        )
        assert list(wrong.structured_content["error"]["field_errors"]) == ["rules.0.conditions.0"]
        assert self._rest.links.get(self._slug).rules == link.rules

    async def draw(self) -> None:
        """The picture carries what the answer says, and the code is made once."""
        answer = await self._agent.call_tool("make_artwork", {"link_id": self._slug, "design": {"ink": "#1e8a52"}})
        self.called.add("make_artwork")
        picture, _ = answer.content
        assert isinstance(picture, ImageContent)
        text = read(base64.b64decode(picture.data), picture.mime_type)
        said = found(answer)
        again = await self.call("make_artwork", link_id=self._slug, remember=False)
        (code,) = self._rest.codes.list(CodeQuery(link_id=self._slug)).data
        assert text == said["carries"] == said["reads_back"] == code.text == self._rest.links.get(self._slug).code_url
        assert (said["code_id"], again["code_id"], code.export_count) == (code.id, code.id, 2)
        pale = {"link_id": self._slug, "design": {"ink": "#cccccc"}, "remember": False}
        risky = await self.refused("make_artwork", **pale)
        assert risky.structured_content["error"]["code"] == "scan_score_low", risky
        assert "again with `confirmed` true" in str(risky.content)
        assert (await self.call("make_artwork", **pale, confirmed=True))["reads_back"] == code.text
        large = await self.refused("make_artwork", link_id=self._slug, size_mm=200)
        assert "1,500 are the most" in str(large.content)

    async def count(self, scan: Callable[[str], int]) -> None:
        """A scan is in every number that an agent can ask for."""
        assert scan(f"/r/{self._slug}") == 302
        with anyio.fail_after(_PATIENCE_S):
            while not (seen := await self.call("recent_hits", link_id=self._slug))["hits"]:
                await anyio.sleep(0.05)
        assert [(one["source"], one["os"]) for one in seen["hits"]] == [("scan", "iOS")]
        assert (await self.call("recent_hits", after=seen["next_cursor"], link_id=self._slug))["hits"] == []
        asked = {"link_id": self._slug}
        totals = await self.call("get_totals", **asked)
        assert (totals["scans"], totals["clicks"], totals["previous_scans"]) == (1, 0, 0)
        assert [point["scans"] for point in (await self.call("get_timeline", **asked))["points"]] == [1]
        top = await self.call("get_top", dimension="device", **asked)
        assert [(row["value"], row["hits"]) for row in top["rows"]] == [("mobile", 1)]
        best = await self.call("get_top_links", domain="go.example.com", limit=50)
        link = self._rest.links.get(self._slug)
        assert (link.id, 1) in {(row["link_id"], row["hits"]) for row in best["rows"]}
        summary = await self.call("get_link_summary", link_id=self._slug)
        assert summary["last_7_days"] == self._rest.links.summary(self._slug).last_7_days == 1

    async def stop(self) -> None:
        """A link rests, goes away, comes back, and is deleted for ever."""
        for name, state in _STATES:
            await self.call(name, link_id=self._slug)
            assert self._rest.links.get(self._slug).state == state
        await self.call("delete_link", link_id=self._slug)
        with pytest.raises(NotFound):
            self._rest.links.get(self._slug)
        gone = await self.refused("get_link", link_id=self._slug)
        assert gone.structured_content["error"]["code"] == "not_found"

    async def look_round(self) -> None:
        """Domains and webhooks are those that the API has; of lists that come whole some rows come at a time."""
        listed = await self.call("list_domains")
        assert [one["host"] for one in listed["domains"]] == [one.host for one in self._rest.domains.list()]
        made = self._rest.webhooks.create(EndpointDraft(url="https://example.com/hook", name=self._prefix))
        hooks = await self.call("list_webhooks", limit=50)
        assert made.id in {one["id"] for one in hooks["webhooks"]}
        assert "secret" not in str(hooks)
        first = await self.call("list_tags", limit=1)
        self._rest.webhooks.delete(made.id)
        assert len(first["tags"]) == 1


_COUNTRY = {"kind": "country", "any_of": ["DE"]}
_STATES = (("pause_link", "paused"), ("resume_link", "live"), ("archive_link", "archived"), ("restore_link", "live"))


async def walk(agent: Agent, rest: Client, prefix: str, scan: Callable[[str], int]) -> set[str]:
    """Call every tool, and return the names of those that were called."""
    walked = Walk(agent, rest, prefix)
    await walked.make()
    await walked.find()
    await walked.change()
    await walked.draw()
    await walked.count(scan)
    await walked.stop()
    await walked.look_round()
    return walked.called
