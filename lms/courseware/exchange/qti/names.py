"""Names of QTI: written as in 2.1; in 3.0 the same with a prefix and hyphens."""

import re
from typing import NamedTuple

PREFIX = "qti-"
CAPITAL = re.compile(r"(?<=[a-z])([A-Z])")
HYPHEN = re.compile(r"-([a-z])")


class Version(NamedTuple):
    """One version of QTI: its name, namespace, and the type of an item in a package."""

    name: str
    namespace: str
    resource: str
    is_hyphened: bool

    def element(self, name: str) -> str:
        """Write the name of an element of QTI."""
        return PREFIX + hyphened(name) if self.is_hyphened else name

    def attribute(self, name: str) -> str:
        """Write the name of an attribute of QTI."""
        return hyphened(name) if self.is_hyphened else name


QTI_21 = Version(
    name="QTI 2.1",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    resource="imsqti_item_xmlv2p1",
    is_hyphened=False,
)
QTI_30 = Version(
    name="QTI 3.0",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    resource="imsqti_item_xmlv3p0",
    is_hyphened=True,
)


def hyphened(name: str) -> str:
    """Write `simpleChoice` as `simple-choice`."""
    return CAPITAL.sub(lambda match: f"-{match[1].lower()}", name)


def joined(name: str) -> str:
    """Write `qti-simple-choice` as `simpleChoice`; HTML keeps its names."""
    if not name.startswith(PREFIX):
        return name
    return HYPHEN.sub(lambda match: match[1].upper(), name.removeprefix(PREFIX))


def joined_attribute(name: str) -> str:
    """Write `response-identifier` as `responseIdentifier`."""
    return name if name.startswith("data-") else HYPHEN.sub(lambda m: m[1].upper(), name)
