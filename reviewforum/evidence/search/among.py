"""`pk__among=ids`: as `__in`, with all ids as one parameter. A thousand cost no more than one."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import BigAutoField, Lookup


@BigAutoField.register_lookup
class Among(Lookup[Any]):
    """The left side is one of the given numbers."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """PostgreSQL's way: an array."""
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", [*params, list(self.rhs)]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """SQLite's way: a JSON list read as a table."""
        left, params = self.process_lhs(compiler, connection)
        ids = json.dumps(list(self.rhs))
        return f"{left} IN (SELECT value FROM json_each(%s))", [*params, ids]  # noqa: S608 — a column
