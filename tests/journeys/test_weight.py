"""What a page weighs on the wire, as the browser itself counts it (network budget of the look)."""

import pytest
from playwright.sync_api import Page

from tests.journeys import learner, paper
from tests.journeys.stage import Stage

FIRST_VISIT, FURTHER_LESSON = 40 * 1024, 15 * 1024  # bytes, headers included
MOST_REQUESTS = 6


class Scales:
    """Counts the bytes of every request that a page sends to the network."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.arrived: dict[str, int] = {}
        tools = page.context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.on("Network.loadingFinished", self._count)

    def _count(self, event: dict[str, object]) -> None:
        if event["encodedDataLength"]:
            self.arrived[str(event["requestId"])] = int(str(event["encodedDataLength"]))

    def weigh(self, address: str) -> tuple[int, int]:
        """Open the address; bytes and requests until the network is quiet."""
        self.arrived.clear()
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")
        return sum(self.arrived.values()), len(self.arrived)


@pytest.fixture
def lessons(stage: Stage) -> list[str]:
    """The addresses of the first lessons of the course."""
    found = paper.syllabus(stage).lessons[:3]
    return [f"/courses/{paper.COURSE}/{lesson.path}/" for lesson in found]


def test_the_first_visit_of_a_course_is_light(stage: Stage, locale: str) -> None:
    with stage.guest(locale) as walk:
        size, requests = Scales(walk.page).weigh(f"/courses/{paper.COURSE}/")
        assert 0 < size <= FIRST_VISIT
        assert 0 < requests <= MOST_REQUESTS


def test_lessons_are_light(stage: Stage, lessons: list[str], locale: str) -> None:
    with stage.person(learner.join(stage, locale), locale) as walk:
        scales = Scales(walk.page)
        first, *further = [scales.weigh(address) for address in lessons]
        assert 0 < first[0] <= FIRST_VISIT
        assert 0 < first[1] <= MOST_REQUESTS
        for size, _requests in further:
            assert 0 < size <= FURTHER_LESSON
