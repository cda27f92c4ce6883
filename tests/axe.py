"""axe-core on a page of the real browser: what keeps people from using it."""

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).parent / "vendor" / "axe" / "axe.min.js"
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.flatMap(
  (found) => found.nodes.map((node) => `${found.id}: ${node.html} (${node.failureSummary})`)
)"""


def violations(page: Page) -> list[str]:
    """Every violation axe-core finds on the page as it is now, one a place; best is none.

    The script is run by the browser's own tools, so that the page's content policy stays as it is.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(SOURCE.read_text("utf-8"))
    return page.evaluate(RUN)  # type: ignore[no-any-return]
