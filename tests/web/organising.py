"""What the tests of an organizer's pages share: a filled form, reading a page."""

import re

from tests.seminars import plans, scene


def form(**changes: object) -> dict[str, str]:
    """A form for a seminar that can be held, changed in places; None leaves a field out."""
    day = plans.future(30).isoformat()
    values: dict[str, object] = {
        "op_id": "form-in-a-test",
        "city": "irkutsk",
        "venue": "new",
        "venue_name": "House of Friendship",
        "venue_address": "5 Lenin Street",
        "kind": "training",
        "title_en": "Law for leaders",
        "title_ru": "",
        "summary_en": "",
        "summary_ru": "",
        "course": "",
        "days-0-uid": "",
        "days-0-day": day,
        "days-0-begins": "10:00",
        "days-0-ends": "18:00",
        "capacity": "20",
        "opens": "",
        "closes": "",
        "trainers": "",
        **changes,
    }
    return {name: str(value) for name, value in values.items() if value is not None}


def read(browser, address: str, status: int = 200) -> str:
    """The page at an address."""
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def sent_back(page: str) -> dict[str, str]:
    """The fields of the seminar's form on a page, as a browser would send them unchanged."""
    body = page[page.index('class="form"') :]
    fields = {}
    for tag in re.findall(r"<input [^>]*>", body):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and 'type="submit"' not in tag:
            fields[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', body, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        fields[name] = chosen[1] if chosen else re.search(r'value="([^"]*)"', options)[1]
    texts = re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>\s*(.*?)</textarea>', body, re.S)
    return fields | dict(texts)


def cities() -> None:
    """Clara's cities and one that is not hers."""
    for key in ("irkutsk", "novosibirsk", "krasnoyarsk", "moscow", "london"):
        scene.city(key)
