# Makes the virtual environment if there is none and installs one hashed lock into it.
# Usage: sh tools/libraries.sh LOCK WHAT-IT-IS
set -eu

lock=$1
what=$2

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if is_new_enough "$name"; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11 or newer is needed and was not found." >&2
    echo "On Debian 12 and Ubuntu: apt install python3 python3-venv" >&2
    return 1
}

make_environment() {
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "$python cannot make virtual environments." >&2
        echo "On Debian and Ubuntu: apt install python3-venv" >&2
        return 1
    fi
    rm -rf .venv
    "$python" -m venv .venv
}

install() {
    set -- .venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r "$lock"
    if [ -t 1 ]; then
        total=$(grep -c '^[A-Za-z0-9]' "$lock")
        "$@" | awk -v total="$total" -v what="$what" '
            /^Collecting |^Requirement already/ { n += n < total; printf "\rFetching %s: %d of %d", what, n, total; fflush() }
            /^Installing collected/ { printf "\rInstalling %s, a moment more ...\033[K", what; fflush() }
            END { printf "\r\033[K" }'
        .venv/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r "$lock"
    else
        echo "Installing $what"
        "$@" --quiet
    fi
}

is_new_enough .venv/bin/python || make_environment
install
