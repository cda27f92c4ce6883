"""What people do with seminars, under one name."""

from lms.seminars.operations.cancelling import cancel
from lms.seminars.operations.queue import MovedUp, move_up
from lms.seminars.operations.registering import register

__all__ = ["MovedUp", "cancel", "move_up", "register"]
