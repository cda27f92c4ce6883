# Prints the path of a Chromium for the tests; installs Debian's where there is none and it may.
# Usage: CHROMIUM=/path/to/one sh tools/browser.sh
set -eu

find_browser() {
    for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name"; then
            return
        fi
    done
    return 1
}

# Playwright's own driver is a program from its wheel that needs one system library.
driver_starts() {
    .venv/bin/python -m playwright --version >/dev/null 2>&1
}

find_browser >/dev/null || sh tools/packages.sh chromium >&2 || {
    echo "The tests need a Chromium or Chrome and found none." >&2
    echo "Install one (on Debian: apt install chromium) or name yours: CHROMIUM=/path make test" >&2
    exit 1
}
driver_starts || { sh tools/packages.sh libatomic1 >&2 && driver_starts; } || {
    echo "Playwright, which drives the browser, does not start. On Debian: apt install libatomic1" >&2
    .venv/bin/python -m playwright --version >&2
    exit 1
}
find_browser
