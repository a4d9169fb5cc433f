"""Marks that tell one scan from every other by what the database keeps of it: the page it came from, and the browser.

The same few agents come again and again: few small rows are made, and visitors are counted as in life.
"""

VERSIONS = 200  # of browsers; with as many referrers they tell 40,000 scans apart, and few small rows are made
AGENTS = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/{}.0 Mobile/15E1 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/{}.0",
    "WhatsApp/{}.23.20.0",
)
BOT = 2
STORED = """
    SELECT at, bot, visitor, referrer_host AS host, browser_version AS version
    FROM hit JOIN hit_origin ON hit_origin.id = origin_id JOIN hit_agent ON hit_agent.id = agent_id
"""


def agent_of(serial: int) -> str:
    """Return the user agent of a scan; each third is a program's."""
    return AGENTS[serial % 3].format(serial % VERSIONS)


def host_of(serial: int) -> str:
    """Return the host of the page that a scan came from."""
    return f"s{serial // VERSIONS}.example"


def serial_of(host: str, version: str) -> int:
    """Return the scan that came from this host with this browser: there is only one."""
    return int(host.removeprefix("s").removesuffix(".example")) * VERSIONS + int(version.rpartition(" ")[2])
