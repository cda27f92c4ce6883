"""The advice that authors of quizzes meet most, said in the reader's language.

The sentences are those of `lms.courseware.advice`, word for word: a test compares them. What is not
here is said in English.
"""

from types import MappingProxyType

from lms.base.i18n import Translatable
from lms.base.i18n import lazy_gettext as _

SAID: MappingProxyType[str, Translatable] = MappingProxyType(
    {
        "no-language": _("The text is missing in: %(languages)s."),
        "strange-language": _("This language is not in `languages` of course.yaml: %(languages)s."),
        "missing": _("Add `%(field)s:` here; it is required."),
        "unknown-field": _("`%(field)s` is not known here. Known are: %(known)s."),
        "unknown-field-near": _("`%(field)s` is not known here. Did you mean `%(near)s`?"),
        "bad-key": _(
            "A key has lower-case letters a-z, digits and hyphens, starts with a letter, "
            "and has at most 48 characters."
        ),
        "no-text": _("Write a text here."),
        "not-a-text": _("Write a text here; a number or a truth value goes in quotes."),
        "too-long": _("This is too long; the limit is %(limit)s."),
        "too-short": _("This list is too short; it needs at least %(limit)s."),
        "not-whole": _("Write a whole number here."),
        "too-small": _("Write a number of at least %(limit)s here."),
        "too-great": _("Write a number of at most %(limit)s here."),
        "not-true-false": _("Write true or false here, without quotes."),
        "not-a-list": _("Write a list here: lines that begin with a hyphen."),
        "not-a-mapping": _("Write names and values here, like `name: value`."),
        "not-languages": _("Write every language here: {en: …, ru: …}."),
        "not-one-of": _("Write one of: %(allowed)s."),
        "not-a-number": _("Write a number here, like 30 or 2.5, without quotes."),
        "twice": _("The key `%(key)s` is already used at line %(at)s. Keys are unique."),
        "not-one-right": _(
            "Exactly one option of this question is `correct: true`, not %(count)s."
        ),
        "none-right": _("At least one option of this question is `correct: true`."),
        "no-such-lesson": _("`%(key)s` is no lesson of this module."),
        "type-changed": _(
            "The question %(key)s was `%(old)s` and is now `%(new)s`. A question keeps its "
            "type: give the new one a new key."
        ),
        "same-options": _("Two options read the same."),
        "all-right": _("All options are right. Add one that is tempting and wrong."),
        "longest-is-right": _(
            "In %(count)s of %(total)s questions the right option is the longest. Whoever "
            "knows nothing can guess it: shorten it or lengthen the others."
        ),
        "nothing-to-compare": _("Nothing of this answer is left to compare but punctuation."),
        "no-file": _("Write this file, or take the item out of course.yaml (line %(at)s)."),
        "orphan": _("No line of course.yaml leads to this file. Add it there or remove the file."),
        "unused-file": _("No lesson uses this file. Remove it or show it."),
        "yaml-broken": _("This is not readable YAML: %(what)s. Check spaces, colons and quotes."),
        "yaml-twice": _("`%(key)s` is already written above. Keep one of the two."),
        "other-course": _("This is the draft of `%(key)s`: a course keeps its key."),
        "no-picture": _("There is no %(path)s in the course."),
        "no-alternative": _(
            "Describe the picture for those who do not see it: ![what it shows](…)."
        ),
        "not-one-line": _("An option is one line of text, without lists, links and pictures."),
        "not-utf8": _("Save this file as UTF-8."),
        "past-review": _(
            "The day of review, %(day)s, has passed. Check the lesson, set a new day."
        ),
        "no-such-option": _("`%(key)s` is no option of this question."),
        "heavy-picture": _(
            "This picture has %(kilobytes)s KB, much for a phone. Aim below 150 KB."
        ),
    }
)
