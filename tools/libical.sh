# Sees to it that libical is here: the tests ask it, as a judge, whether our calendars are right.
set -eu

is_here() {
    .venv/bin/python -c 'import sys; from ctypes.util import find_library; sys.exit(find_library("ical") is None)'
}

is_here && exit
sh tools/packages.sh libical3 || {
    echo "The tests need the libical library (version 3) and did not find it." >&2
    echo "On Debian and Ubuntu: apt install libical3; on Fedora: dnf install libical; on macOS: brew install libical" >&2
    exit 1
}
