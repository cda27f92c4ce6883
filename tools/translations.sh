# Collects every phrase of the code and templates and merges it into the catalogue of each language.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
pybabel() { .venv/bin/python -m babel.messages.frontend -q "$@"; }

pybabel extract -F pyproject.toml -k _ -k gettext -k lazy_gettext -k ngettext:1,2 -k pgettext:1c,2 \
    --sort-by-file --no-location --no-wrap --project lms -o "$folder/messages.pot" lms
for language in en ru; do
    catalogue=lms/translations/$language/LC_MESSAGES/messages.po
    action=update
    [ -f "$catalogue" ] || action=init
    pybabel "$action" -i "$folder/messages.pot" -d lms/translations -l "$language" --no-wrap
done
