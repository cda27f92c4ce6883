"""Settings, read once from the environment: `NAME`, or `NAME_FILE` for a file that holds it."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SIGN_UP_CHOICES = ("open", "invitation")


class SettingsRefused(Exception):
    """A setting is missing or makes no sense; the text says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an installation can choose; see the table in README.md."""

    secret_key: str
    data_dir: Path
    database_url: str
    base_url: str
    sign_up: str = "open"
    mail_url: str = "file:"
    mail_from: str = "training@localhost"
    contact: str = ""
    proxies: int = 0

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names we answer to: a letter must never carry an address somebody else chose."""
        return (urlsplit(self.base_url).hostname or "localhost", "localhost", "127.0.0.1")

    @property
    def files_dir(self) -> Path:
        """Where files that people hand in are kept: nothing in it is served by its path."""
        return self.data_dir / "files"

    @property
    def at_home(self) -> bool:
        """Whether only this machine reaches us."""
        return (urlsplit(self.base_url).hostname or "") in {"127.0.0.1", "localhost", "::1"}

    @property
    def secure(self) -> bool:
        """Whether people reach us over https: cookies are then marked so."""
        return self.base_url.startswith("https://")


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raises SettingsRefused with the name of what is wrong."""
    env = os.environ if environment is None else environment
    data_dir = Path(_read(env, "DATA_DIR", "var")).absolute()
    port = _read(env, "PORT", "8000")
    sign_up = _read(env, "SIGN_UP", "open")
    if sign_up not in SIGN_UP_CHOICES:
        raise SettingsRefused(f"SIGN_UP is {sign_up!r}; it must be 'open' or 'invitation'.")
    proxies = _read(env, "PROXIES", "0")
    if not proxies.isdigit():
        raise SettingsRefused(f"PROXIES is {proxies!r}; it must be the number of proxies in front.")
    return Settings(
        secret_key=_read(env, "SECRET_KEY", "") or _own_secret(data_dir),
        data_dir=data_dir,
        database_url=_read(env, "DATABASE_URL", f"sqlite:///{data_dir / 'lms.sqlite3'}"),
        base_url=_read(env, "BASE_URL", f"http://127.0.0.1:{port}").rstrip("/"),
        sign_up=sign_up,
        mail_url=_read(env, "MAIL_URL", f"file:{data_dir / 'mail'}"),
        mail_from=_read(env, "MAIL_FROM", "training@localhost"),
        contact=_read(env, "CONTACT", ""),
        proxies=int(proxies),
    )


def _read(env: Mapping[str, str], name: str, default: str) -> str:
    """`NAME`, else the content of the file that `NAME_FILE` names, else the default."""
    if name in env:
        return env[name]
    if path := env.get(f"{name}_FILE"):
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise SettingsRefused(
                f"{name}_FILE names a file that cannot be read: {error}"
            ) from error
    return default


def _own_secret(data_dir: Path) -> str:
    """A secret key made once for this installation and kept beside its data."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = data_dir / "secret-key"
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()
