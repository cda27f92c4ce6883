# Installs Debian packages, as root or through sudo without a password; fails where neither may.
# Usage: sh tools/packages.sh NAME...
set -eu

command -v apt-get >/dev/null || exit 1
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
say_why() {
    cat "$log" >&2
    exit 1
}

echo "Installing with apt-get: $*"
$as_root apt-get update -qq </dev/null >"$log" 2>&1 || say_why
$as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends "$@" </dev/null >"$log" 2>&1 || say_why
