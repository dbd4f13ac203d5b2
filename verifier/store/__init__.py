"""What runs remember: one schema for SQLite and PostgreSQL. Cheap to import: SQLAlchemy comes in with `open_store`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from verifier.errors import ConfigError

if TYPE_CHECKING:
    from verifier.store.opening import Store

__all__ = ["extra_needed", "open_store"]

_MODULES = {"sqlalchemy": "history", "alembic": "history", "psycopg": "history,postgres"}


def open_store(url: str, *, create: bool = True) -> Store:
    """The store at `sqlite:///FILE` or `postgresql://…`, its schema brought up to date.

    `create`: make it where there is none; else that is an error.

    Raises:
        ConfigError: no address of a store, or the extra is missing.
        StoreError: it cannot be reached, or is none that this version can read.
    """
    with extra_needed():
        from verifier.store.opening import opened  # noqa: PLC0415 - an extra, and slow to import

        return opened(url, create=create)


@contextmanager
def extra_needed() -> Iterator[None]:
    """Around imports of what speaks to a store.

    Raises:
        ConfigError: the extra is missing.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        extra = _MODULES.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        raise ConfigError([f"store: an extra is missing; pip install 'quellen-verifier[{extra}]'"]) from None
