"""What user agents say: some 150 of them as they are met, with what each is."""

import csv
import re
import sys
from pathlib import Path

import crawleruseragents
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core.hits.agents import is_bot, read_agent
from qrdesk.core.hits.hit_row import Agent
from qrdesk.core.schemas.rules import Device

_FILE = Path(__file__).parents[2] / "data" / "agents.csv"
GOLDEN = list(csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines()))
COLUMNS = (*Agent._fields, "bot")
PEOPLE = [row["user_agent"] for row in GOLDEN if not row["bot"]]


def told(user_agent: str) -> dict[str, str]:
    return {**read_agent(user_agent)._asdict(), "bot": "bot" if is_bot(user_agent) else ""}


def wrong(column: str) -> list[str]:
    """Say which are wrong: a new release of the lists of patterns may read one or the other otherwise."""
    read = [(row["what"], told(row["user_agent"])[column], row[column]) for row in GOLDEN]
    return [f"{what}: {found!r}, not {right!r}" for what, found, right in read if found != right]


@pytest.mark.parametrize("column", COLUMNS)
def test_ninety_five_of_a_hundred_are_right_in_each_column(column: str) -> None:
    assert len(wrong(column)) * 20 <= len(GOLDEN), "\n".join(wrong(column))


@pytest.mark.parametrize("column", ["device", "in_app"])
def test_what_no_list_but_our_own_says_is_right_for_all(column: str) -> None:
    assert wrong(column) == []


def test_the_sample_has_some_of_everything() -> None:
    assert len(GOLDEN) >= 80
    assert {row["device"] for row in GOLDEN} == set(Device)
    assert len({row["user_agent"] for row in GOLDEN}) == len(GOLDEN)
    assert len({row["in_app"] for row in GOLDEN}) > 20
    assert {row["os"] for row in GOLDEN} > {"iOS", "Android", "Windows", "macOS", "Linux", "ChromeOS"}
    assert min(len(PEOPLE), len(GOLDEN) - len(PEOPLE)) > 40


def test_our_quick_search_agrees_with_the_crawler_lists_own() -> None:
    instances = [text for row in crawleruseragents.CRAWLER_USER_AGENTS_DATA for text in row.get("instances", [])]
    assert len(instances) > 1000
    assert [text for text in instances if not is_bot(text) and "MetaIAB" not in text] == []
    mistaken = [text for text in PEOPLE if crawleruseragents.is_crawler(text)]
    assert [text for text in mistaken if "WhatsApp/" not in text and "MetaIAB" not in text] == []


@pytest.mark.parametrize("app", ["WhatsApp/2.24.1", "Viber/21.0", "Feedly/1.0", "Notion/1.0", "Tumblr/14.0.835.186"])
def test_who_reads_inside_an_app_is_a_person_and_its_preview_is_not(app: str) -> None:
    assert is_bot(app)
    assert not is_bot(f"Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36 {app}")


def test_a_version_that_browsers_froze_is_unknown_unless_the_app_tells() -> None:
    iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    assert read_agent(f"{iphone} Mobile/15E148").os_version == ""
    assert (
        read_agent(f"{iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/520.0;FBSN/iOS;FBSV/26.0.1;FBSS/3]").os_version == "iOS 26"
    )
    assert read_agent(f"{iphone} Version/18.7 Mobile/15E148 Safari/604.1").os_version == "iOS 18"


def test_an_android_program_that_is_no_browser_is_no_tablet() -> None:
    assert read_agent("Dalvik/2.1.0 (Linux; U; Android 10; SM-G973F Build/QP1A.190711.020)").device == "mobile"


def test_made_up_versions_do_not_become_values() -> None:
    assert read_agent("Mozilla/5.0 (X11; Linux x86_64; rv:99999) Gecko/20100101 Firefox/99999.1").browser_version == ""
    assert read_agent("Mozilla/5.0 (Linux; Android 123456; Mobile) Firefox/1.0").os_version == ""


def test_the_compiled_matcher_is_installed() -> None:
    read_agent("warm")
    assert "ua_parser_rs" in sys.modules  # without it a new user agent costs half a millisecond


LETTERS = st.characters(codec=None)  # half characters, too
AMIDST = st.tuples(st.sampled_from([row["user_agent"] for row in GOLDEN]), st.integers(0, 300), st.text(LETTERS))


@settings(deadline=None)  # the first one loads the patterns
@given(
    st.text(LETTERS, max_size=600) | AMIDST.map(lambda drawn: drawn[0][: drawn[1]] + drawn[2] + drawn[0][drawn[1] :])
)
def test_any_text_is_read(user_agent: str) -> None:
    agent = read_agent(user_agent)
    assert is_bot(user_agent) in {True, False}
    assert agent.device in set(Device)
    for version, name in ((agent.os_version, agent.os), (agent.browser_version, agent.browser)):
        whole = re.fullmatch(re.escape(name) + r" (?:[^ ]{1,10}|10 or 11)", version)
        assert version == "" or whole or len(version) >= 48
