"""Numbers in addresses: none is larger than a row can have."""

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1  # PostgreSQL's integer; a larger one is not found instead of an error


class RowNumber(IntegerConverter):
    """`<int:…>` in an address; a number that no row can have leads nowhere (404)."""

    def __init__(self, map: Map) -> None:
        """Refuse what no row can have."""
        super().__init__(map, max=LARGEST)
