"""Column types that mean the same in every database."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Text, types
from sqlalchemy.dialects.postgresql import JSONB

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def keepable(text: str) -> str:
    """Without what no database keeps: halves of pairs, as JSON and headers may bring them, and NUL."""
    return _UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", text)


class Plain(types.TypeDecorator[str]):
    """Text of strangers."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """As it is, but for what cannot be kept."""
        del dialect
        return None if value is None else keepable(value)


class Moment(types.TypeDecorator[datetime]):
    """An aware time in UTC; SQLite itself knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse what has no zone: it would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware again."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        """What a moment is compared with is one."""
        del op, value
        return self


def json_type() -> types.TypeEngine[Any]:
    """JSON, in the database's own best form."""
    return JSON().with_variant(JSONB(), "postgresql")
