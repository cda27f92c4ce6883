"""Samples of questions that break a rule each, with the line on which it is found."""

MATCH = "match: horseshoe"
# code: (the kind of the sample, what is written, what is written instead, the line)
SPOILT: dict[str, tuple[str, str, str, int]] = {
    "no-such-option": ("matching", MATCH, "match: hoof", 8),
    "telling-keys": ("matching", "key: baker", "key: bread", 6),
    "wide-option": ("matching", "{en: A jug,", "{en: " + "A jug " * 11 + ",", 13),
    "option-twice": ("gap", "{key: weeks,", "{key: rivers,", 12),
    "gap-mark": ("gap", "has [[months]]", "has [[month]]", 7),
    "gap-answer": ("gap", "accept: {en: [februarycanary], ru: [февральпримета]}", "options: null",
                   16),
    "least-above-most": ("long", "least: 3", "least: 41", 5),
    "bare-wildcard": ("short", "acceptedcanary*", "accepted * .", 5),
    "percent-of-nothing": ("number", "answer: 737373", "answer: 0", 6),
    "all-ticked-pays": ("multiple", "key: pike,", "key: pike, correct: true,", 8),
    "hardly-ticked-pays": (
        "multiple",
        "      - {key: pike, text: {en: Pike, ru: Щука}}\n",
        "".join(f"      - {{key: p{n}, text: {{en: Pike {n}, ru: Щука {n}}}}}\n" for n in range(8)),
        8,
    ),
}  # fmt: skip
