"""Checks of the desk: drafts, what was found in them and decided about it, until they expire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from verifier.store.opening import Store
from verifier.store.schema import checks

NO_DECISIONS = "[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCheck:
    """One row. `report` and `decisions` are as `records.py` writes them."""

    id: str
    client: str
    state: str
    created_at: datetime
    expires_at: datetime
    finished_at: datetime | None
    kind: str
    name: str
    data: bytes
    options: Mapping[str, Any]
    report: bytes | None
    gap: str | None
    problem: str | None
    decisions: str = NO_DECISIONS


def put(store: Store, check: KeptCheck) -> None:
    """A new check, or what has become of one; the decisions of a known one stay."""
    values = asdict(check)
    known = {name: value for name, value in values.items() if name not in {"id", "decisions"}}
    with store.write() as connection:
        changed = connection.execute(update(checks).where(checks.c.id == check.id).values(known))
        if not changed.rowcount:
            connection.execute(insert(checks).values(values))


def get(store: Store, id_: str) -> KeptCheck | None:
    """None where there is none."""
    with store.read() as connection:
        row = connection.execute(select(checks).where(checks.c.id == id_)).one_or_none()
    return _kept(row) if row is not None else None


def in_states(store: Store, *states: str) -> list[KeptCheck]:
    """The oldest first."""
    query = select(checks).where(checks.c.state.in_(states)).order_by(checks.c.created_at)
    with store.read() as connection:
        return [_kept(row) for row in connection.execute(query)]


def decide(store: Store, id_: str, decisions: str) -> None:
    """Keep these decisions of a check, and no others."""
    with store.write() as connection:
        connection.execute(update(checks).where(checks.c.id == id_).values(decisions=decisions))


def remove(store: Store, id_: str) -> None:
    """Forget it."""
    with store.write() as connection:
        connection.execute(delete(checks).where(checks.c.id == id_))


def remove_expired(store: Store, now: datetime) -> list[str]:
    """Forget those whose time has come; gives their ids."""
    with store.write() as connection:
        ids = list(connection.execute(select(checks.c.id).where(checks.c.expires_at <= now)).scalars())
        connection.execute(delete(checks).where(checks.c.id.in_(ids)))
    return ids


def is_usable(store: Store) -> bool:
    """Whether it answers."""
    with store.read() as connection:
        connection.execute(select(checks.c.id).limit(1))
    return True


def _kept(row: Row[Any]) -> KeptCheck:
    return KeptCheck(**row._mapping)  # noqa: SLF001 - the documented way to a row's names
