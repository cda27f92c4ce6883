"""The database: one SQLAlchemy instance, the base of all nouns, and the only commit.

SQLite gets `BEGIN IMMEDIATE` for writers and a plain `BEGIN` for readers (its driver would
otherwise open transactions late and sell one chair twice); PostgreSQL runs READ COMMITTED with
row locks and short timeouts. Which of the two it is decides the database address alone.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from itertools import chain, repeat
from random import uniform
from time import monotonic, sleep
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from pysqlite3 import dbapi2 as sqlite_driver
from sqlalchemy import DateTime, Dialect, Engine, MetaData, Select, bindparam, event, select
from sqlalchemy.engine import Connection, ExceptionContext, make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

Noun = TypeVar("Noun", bound="Base")

WRITES = "lms_writes"
PATIENCE = 5.0  # seconds a writer waits for the lock
PAUSE = (0.0005, 0.003)  # seconds between two looks, drawn anew each time
SLOWEST = 3  # times as long a pause after many looks: then the disk is slow, and looking costs too
SQLITE_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-4096",
)
POSTGRESQL_OPTIONS = (
    "-c lock_timeout=3000 -c statement_timeout=15000 "
    "-c idle_in_transaction_session_timeout=30000 "
    "-c default_transaction_isolation=read\\ committed"
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both engines; a naive one is a mistake and refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; SQLite keeps it without the zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Hand out UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Base(DeclarativeBase):
    """What every stored noun is made from; its text form never shows what it holds."""

    registry = registry(metadata=METADATA, type_annotation_map={datetime: UtcDateTime()})

    id: Mapped[int] = mapped_column(primary_key=True)

    def __repr__(self) -> str:
        """Type and id only: names of people must not reach a log through an error."""
        return f"<{type(self).__name__} {self.id}>"


_open: ContextVar[Connection | None] = ContextVar("open", default=None)


class JoiningSession(Session):
    """A session that joins the transaction that is open, whoever opened it."""

    def get_bind(self, *given: Any, **named: Any) -> Engine | Connection:
        """Give the connection of the open transaction, else the engine."""
        return _open.get() or super().get_bind(*given, **named)


db = SQLAlchemy(
    model_class=Base,
    session_options={"class_": JoiningSession, "join_transaction_mode": "conditional_savepoint"},
)


def address(url: str) -> str:
    """The database address with the driver named: `postgresql://` means psycopg 3."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def engine_options(url: str) -> dict[str, Any]:
    """What SQLAlchemy's engine needs for this address."""
    if make_url(url).get_backend_name() == "sqlite":
        return {"module": sqlite_driver, "hide_parameters": True}
    return {
        "hide_parameters": True,  # an error that is logged must not carry names and addresses
        "pool_pre_ping": True,
        "pool_size": 4,
        "connect_args": {"options": POSTGRESQL_OPTIONS},
    }


def prepare(engine: Engine) -> None:
    """Hook the settings of the engine to its connections; needed once an engine."""
    event.listen(engine, "handle_error", _without_values)
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _without_values(context: ExceptionContext) -> None:
    """PostgreSQL tells the whole row that broke a rule; logs must not carry names."""
    if context.sqlalchemy_exception is not None:
        silence(context.original_exception)
        context.sqlalchemy_exception.args = (str(context.original_exception),)


def silence(error: BaseException) -> None:
    """Leave of an error of the driver only what it says first: the rule, not the row."""
    told = getattr(error, "diag", None)
    if told is not None and told.message_primary:
        error.args = (told.message_primary,)


def _open_sqlite(connection: Any, _record: object) -> None:
    """Take transactions away from the driver and set what every connection needs."""
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    """Writers queue up before they read; readers never wait."""
    driver: Any = connection.connection.dbapi_connection
    if not connection.get_execution_options().get(WRITES):
        driver.execute("BEGIN")  # takes no lock and cannot fail
    elif not _locked_in_turn(driver):
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # fails in SQLAlchemy's own words


def _locked_in_turn(driver: Any) -> bool:
    """Take the write lock, asking often and by chance until the patience of a writer ends.

    SQLite's own waiting sleeps longer and longer, so that whoever has waited longest is the least
    likely to be served; with two dozen writers at once some were turned away.
    """
    driver.execute("PRAGMA busy_timeout=0")
    try:
        until = monotonic() + PATIENCE
        for slowly in chain(range(1, SLOWEST), repeat(SLOWEST)):
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite_driver.OperationalError:
                if monotonic() > until:
                    return False
                sleep(slowly * uniform(*PAUSE))  # noqa: S311 (a pause, not a secret)
            else:
                return True
        return False
    finally:
        driver.execute("PRAGMA busy_timeout=5000")


@contextmanager
def transaction() -> Iterator[None]:
    """All or nothing: commit at the end of the block, undo everything on any error.

    What was read before is read again under the lock. Only the edges open one, never inside
    another (RuntimeError). The session joins in when somebody uses it; prepared statements do
    without.
    """
    if _open.get() is not None:
        raise RuntimeError("a transaction is already open")
    _session_done()
    bind: Any = db.engine
    if isinstance(bind, Connection):  # somebody else's transaction, to be undone by them
        with db.session.begin(), _opened(bind):
            yield
        return
    connection = bind.connect().execution_options(**{WRITES: True})
    with connection, connection.begin(), _opened(connection):
        try:
            yield
            if db.session.registry.has():
                db.session.commit()
        except BaseException:
            _session_done()
            raise


def open_connection() -> Connection | None:
    """Give the connection of the transaction that is open now; None outside of one."""
    return _open.get()


@contextmanager
def _opened(connection: Connection) -> Iterator[None]:
    """Inside the block the session and the prepared statements use this connection."""
    before = _open.set(connection)
    try:
        yield
    finally:
        _open.reset(before)


def _session_done() -> None:
    """End what the session reads or has begun, if there is a session at all."""
    if db.session.registry.has():
        db.session.rollback()


def lock(noun: type[Noun], ids: Sequence[int]) -> list[Noun]:
    """Hold the rows until the transaction ends, always in the order of their ids.

    On SQLite the whole transaction already holds the only write lock.
    """
    return list(db.session.scalars(_locking(noun), {"ids": ids}))


@cache
def _locking(noun: type[Noun]) -> Select[Noun]:
    """The statement that holds rows of a noun, put together once."""
    chosen = select(noun).where(noun.id.in_(bindparam("ids", expanding=True)))
    ordered = chosen.order_by(noun.id).with_for_update()
    return ordered.execution_options(populate_existing=True)
