"""Days and hours as a trainer types them: by the clocks of Moscow, which courses keep."""

from datetime import datetime
from typing import Any

from lms.base.i18n import Translatable
from lms.seminars.times import moment_in, wall_clock
from lms.web.organise.fields import MomentField
from lms.web.teach.finding import ZONE

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class TrainerMoment(MomentField):
    """A moment, taken and shown in Moscow time; empty is none."""

    def __init__(self, label: Translatable, **words: Any) -> None:
        """Take the two ways in which browsers and people write a moment."""
        super().__init__(label, format=FORMATS, **words)

    @property
    def moment(self) -> datetime | None:
        """Give the moment in UTC; None where nothing was written."""
        wall = self.data
        return moment_in(ZONE, wall.date(), wall.time()) if wall is not None else None


def as_typed(moment: datetime | None) -> datetime | None:
    """Give what stands in the field for a moment."""
    return None if moment is None else wall_clock(moment, ZONE)
