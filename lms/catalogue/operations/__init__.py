"""What is done to courses: printing them, and writing their next edition."""

from lms.catalogue.operations.publishing import Publication, publish, rehearse

__all__ = ["Publication", "publish", "rehearse"]
