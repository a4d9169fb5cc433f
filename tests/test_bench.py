"""What the benches measure is what they think: a link made in a hurry is answered as any other."""

from pathlib import Path

from qrdesk.core import database
from qrdesk.core.models import Link, Slug
from qrdesk.core.opening import open_database
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.settings import Settings
from tests.bench.servers import FIVE_RULES, make_links


def test_links_of_the_benches_are_whole(tmp_path: Path) -> None:
    url = str(tmp_path / "bench.db")
    slugs = [*make_links(url, 3), *make_links(url, 2, FIVE_RULES)]
    open_database(url, Settings())
    with database.scope():
        links = list(Link.select().order_by(Link.id))
        assert [link.slug for link in links] == slugs
        assert {link.slug: link.id for link in links} == {one.slug: one.link_id for one in Slug.select()}
        assert [len(Routing.from_text(link.routing).rules) for link in links] == [0, 0, 0, 5, 5]
        assert all(link.destination.endswith(link.slug) and not link.count_only for link in links)
    database.close()
