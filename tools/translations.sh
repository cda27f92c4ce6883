# Collects every phrase of the code and templates and merges it into the Russian catalogue.
# English needs none: the phrases in the code are English.
# Usage: sh tools/translations.sh          renew the catalogue
#        sh tools/translations.sh FILE     only collect the phrases, into FILE
set -eu

pybabel() { "${PYTHON:-.venv/bin/python}" -m babel.messages.frontend -q "$@"; }

collect() {
    pybabel extract -F pyproject.toml -k lazy_gettext -k lazy_ngettext:1,2 -k lazy_pgettext:1c,2 \
        --sort-by-file --no-location --no-wrap --omit-header -o "$1" lms
}

if [ $# = 1 ]; then
    collect "$1"
    exit
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
collect "$folder/phrases.pot"
if [ -f lms/translations/ru/LC_MESSAGES/messages.po ]; then
    # No guessing: a phrase that is almost an old one still gets a translation of its own.
    pybabel update -i "$folder/phrases.pot" -d lms/translations -l ru --no-wrap \
        --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
else
    pybabel init -i "$folder/phrases.pot" -d lms/translations -l ru --no-wrap
fi
