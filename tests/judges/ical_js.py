"""ical.js, the calendar engine of Thunderbird and Nextcloud, as a judge of what we publish.

It runs in the Chromium of the browser tests, so it needs no other JavaScript engine.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page

from tests.judges.entry import Entry

SOURCE = Path(__file__).parents[1] / "vendor" / "icaljs" / "ical.js"

READ = """(ics) => {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  // As the programs do that use it: what a calendar says of its zones is taken from the calendar.
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      starts_at: event.startDate.toUnixTime(),
      ends_at: event.endDate.toUnixTime(),
      summary: event.summary ?? "",
      location: event.location ?? "",
      description: event.description ?? "",
      status: component.getFirstPropertyValue("status") ?? "",
      sequence: event.sequence ?? 0,
    };
  });
}"""


def entries(page: Page, ics: bytes) -> list[Entry]:
    """Return the VEVENTs as ical.js reads them; raises playwright's Error for what it cannot."""
    if not page.evaluate("() => 'ICAL' in window"):
        page.add_script_tag(path=SOURCE)
    return [
        Entry(
            **{
                **read,
                "starts_at": datetime.fromtimestamp(read["starts_at"], UTC),
                "ends_at": datetime.fromtimestamp(read["ends_at"], UTC),
            }
        )
        for read in page.evaluate(READ, ics.decode())
    ]
