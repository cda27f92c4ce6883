# Checks the migrations on an empty database of their own: one head, and models that agree with it.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export DATA_DIR="$folder" DATABASE_URL="sqlite:///$folder/check.sqlite3"
flask() { .venv/bin/python -m flask --app wsgi "$@"; }

heads=$(flask db heads | grep -c .) || true
if [ "$heads" != 1 ]; then
    echo "There must be one migration head, not $heads. To join several: flask db merge heads" >&2
    exit 1
fi
flask db upgrade
flask db check
