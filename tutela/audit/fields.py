"""PostgreSQL's transaction ids and snapshots, as Django fields."""

from typing import Any

from django.db import models


class TransactionIdField(models.Field):
    def db_type(self, connection: Any) -> str:
        return "xid8"


class SnapshotField(models.Field):
    def db_type(self, connection: Any) -> str:
        return "pg_snapshot"
