"""What people do with seminars, under one name."""

from lms.seminars.operations.announcing import (
    Difference,
    Revision,
    announce,
    cancel_seminar,
    foresee,
    revise,
)
from lms.seminars.operations.cancelling import cancel
from lms.seminars.operations.cities import load_cities
from lms.seminars.operations.queue import MovedUp, move_up
from lms.seminars.operations.registering import register

__all__ = [
    "Difference",
    "MovedUp",
    "Revision",
    "announce",
    "cancel",
    "cancel_seminar",
    "foresee",
    "load_cities",
    "move_up",
    "register",
    "revise",
]
