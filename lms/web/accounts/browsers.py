"""What a browser calls itself, as coarse as a person would say it."""

BROWSERS = (
    ("YaBrowser", "Yandex Browser"),
    ("SamsungBrowser", "Samsung Internet"),
    ("OPR/", "Opera"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
UNKNOWN = "?"


def device_label(user_agent: str) -> str:
    """«Chrome on Android»; `?` stands for what is not known. No version, no model."""
    return f"{_first(BROWSERS, user_agent)} on {_first(SYSTEMS, user_agent)}"


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in names if sign in text), UNKNOWN)
