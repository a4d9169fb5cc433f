"""Cards turned to another list: what they say until it is there, what is called off, what comes too late or never."""

from typing import Any

import pytest

from qrdesk.client import Dimension
from qrdesk.core.errors import Busy
from qrdesk.core.schemas.analytics import TopView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_ranks import RankCard
from qrdesk.gui.pages.analytics_wanted import Filter
from qrdesk.gui.session import Session
from qrdesk.gui.widgets.veil import is_covered
from tests.gui.analytics.reading import turned
from tests.gui.held_jobs import HeldJobs
from tests.gui.hits import store

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def jobs(request: pytest.FixtureRequest) -> HeldJobs:
    """Jobs that hold nothing at first; later the work itself, or what came of it."""
    return HeldJobs(holds=False, only_answers=getattr(request, "param", False))


answers_held = pytest.mark.parametrize("jobs", [True], indirect=True, ids=["answers held"])


@pytest.fixture
def mixed(page: AnalyticsPage, lunch: LinkView) -> AnalyticsPage:
    """The page with scans of two countries and two systems, in sight."""
    store(lunch, 4, country="DE", city="Leipzig, DE", os="iOS")
    store(lunch, 3, country="AT", city="Graz, AT", os="Android")
    page.show()
    return page


def names(card: RankCard) -> list[str]:
    return [bar.name for bar in card.shown()]


def is_faded(card: RankCard) -> bool:
    return is_covered(card)


def test_bars_are_what_they_were_until_the_others_are_there(mixed: AnalyticsPage, jobs: HeldJobs) -> None:
    jobs.holds = True
    places = mixed.cards.ranks[0]
    places.turn(Dimension.CITY)
    assert names(places) == ["Germany", "Austria"]
    assert is_faded(places)
    assert not places.more.isEnabled()
    places.bars.picked.emit("DE")
    assert mixed.wanted().filters == (Filter("country", "DE", "Germany"),)
    jobs.let_go()
    assert names(places) == ["Leipzig, Germany"]
    assert not is_faded(places)


def test_a_card_goes_back_to_what_it_shows_when_the_other_list_cannot_be_had(
    mixed: AnalyticsPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_query: object) -> TopView:
        raise Busy("Others are counting.")

    places = mixed.cards.ranks[0]
    with monkeypatch.context() as away:
        away.setattr(session.the_client().analytics, "top", busy)
        places.turn(Dimension.CITY)
    assert places.dimension is Dimension.COUNTRY
    assert places.tabs.key() == "country"
    assert mixed.wanted().dimensions == mixed.cards.dimensions()
    assert names(places) == ["Germany", "Austria"]
    assert not is_faded(places)
    assert mixed.note.isVisible()
    assert mixed.bar._waiting == 0


def test_of_the_lists_a_card_was_turned_to_the_last_one_alone_is_asked_for(
    mixed: AnalyticsPage, session: Session, jobs: HeldJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Dimension] = []
    analytics = session.the_client().analytics
    quick = analytics.top

    def top(query: Any) -> TopView:
        asked.append(query.dimension)
        return quick(query)

    monkeypatch.setattr(analytics, "top", top)
    jobs.holds = True
    devices = mixed.cards.ranks[1]
    for one in (Dimension.OS, Dimension.BROWSER, Dimension.OS_VERSION, Dimension.OS):
        devices.turn(one)
    mixed.cards.ranks[0].turn(Dimension.CITY)  # another card waits for itself
    *_, last, other = jobs.held
    for called_off in jobs.held[:-2]:
        called_off()
    assert mixed.bar._waiting == 2, "the loading bar stays for those that are wanted"
    other()
    last()
    assert asked == [Dimension.CITY, Dimension.OS]
    assert names(devices) == ["iOS", "Android"]
    assert mixed.bar._waiting == 0


@answers_held
@pytest.mark.parametrize("first", ["comes", "fails"])
def test_what_becomes_of_a_list_that_was_called_off_is_nobodys_business(
    mixed: AnalyticsPage, session: Session, jobs: HeldJobs, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    analytics = session.the_client().analytics
    quick, ended = analytics.top, list[str]()

    def top(query: Any) -> TopView:
        if first == "fails" and query.dimension is Dimension.OS:
            raise Busy("Others are counting.")
        return quick(query)

    monkeypatch.setattr(analytics, "top", top)
    devices = mixed.cards.ranks[1]
    before = names(devices)
    jobs.holds = True
    devices.turn(Dimension.OS)
    devices.turn(Dimension.BROWSER)
    mixed._turning.ended.connect(lambda: ended.append("once"))
    late, wanted = jobs.held
    late()
    assert ended == []
    assert names(devices) == before
    assert devices.dimension is Dimension.BROWSER
    assert is_faded(devices), "its list is still on its way"
    assert mixed.bar._waiting == 1
    assert not mixed.note.isVisible()
    wanted()
    assert ended == ["once"]
    report = mixed.report()
    assert report is not None
    assert Dimension.BROWSER in {one.dimension for one in report.tops}
    assert not is_faded(devices)
    assert mixed.bar._waiting == 0


def test_a_list_on_its_way_is_not_asked_for_again_when_a_refresh_comes_first(
    mixed: AnalyticsPage, jobs: HeldJobs
) -> None:
    asked: list[str] = []
    mixed._turning.begun.connect(lambda: asked.append("once"))
    jobs.holds = True
    mixed.refresh()
    devices = mixed.cards.ranks[1]
    devices.turn(Dimension.OS)
    wanted = jobs.held.pop()
    before = mixed.report()
    jobs.let_go()
    assert mixed.report() is not before, "the refresh is there"
    assert asked == ["once"]
    wanted()
    assert names(devices) == ["iOS", "Android"]
    assert not is_faded(devices)
    assert mixed.bar._waiting == 0


def test_a_quiet_refresh_from_before_takes_no_list_away(mixed: AnalyticsPage, jobs: HeldJobs) -> None:
    asked: list[str] = []
    mixed._turning.begun.connect(lambda: asked.append("once"))
    jobs.holds = True
    mixed.refresh()
    devices = mixed.cards.ranks[1]
    devices.turn(Dimension.OS)
    jobs.held.pop()()
    assert names(devices) == ["iOS", "Android"]
    jobs.let_go()
    report = mixed.report()
    assert report is not None
    assert Dimension.OS in {top.dimension for top in report.tops}
    assert report.wanted == mixed.wanted()
    assert not is_faded(devices)
    assert asked == ["once"], "it is shown already"


@pytest.mark.parametrize("cancelled", [False, True])
def test_a_card_turned_while_other_hits_are_counted_gets_its_list_of_those_shown(
    mixed: AnalyticsPage, jobs: HeldJobs, *, cancelled: bool
) -> None:
    jobs.holds = True
    devices = mixed.cards.ranks[1]
    devices.turn(Dimension.OS)  # the filter lets go of this one, as the report is to bring it
    mixed.cards.picked.emit(Filter("country", "AT"))
    mixed.cards.ranks[0].turn(Dimension.CITY)
    if cancelled:
        mixed.asking.cancel()
    jobs.let_go()
    assert names(devices) == (["iOS", "Android"] if cancelled else ["Android"])
    assert names(mixed.cards.ranks[0]) == (["Leipzig, Germany", "Graz, Austria"] if cancelled else ["Graz, Austria"])
    assert not any(is_faded(card) for card in mixed.cards.ranks)
    assert mixed.bar._waiting == 0


def test_all_rows_asked_for_during_a_refresh_stay(page: AnalyticsPage, lunch: LinkView, jobs: HeldJobs) -> None:
    devices = turned(page, lunch, 1, Dimension.OS, (f"System {number}" for number in range(9)))
    jobs.holds = True
    page.refresh()
    devices.more.click()
    jobs.held.pop()()
    assert len(devices.shown()) == 9
    jobs.let_go()
    assert len(devices.shown()) == 9
    assert devices.more.text() == "Show fewer"
