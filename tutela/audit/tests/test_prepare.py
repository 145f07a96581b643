import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections

from tutela.audit.management.commands import prepare_database


def test_data_that_cannot_be_migrated_are_refused_in_one_sentence(database, monkeypatch):
    def fails(*args, **kwargs):
        raise DatabaseError("function gone() does not exist\nDETAIL: (Concealed)")

    monkeypatch.setattr(prepare_database, "call_command", fails)
    monkeypatch.setattr(prepare_database, "connection", connections["owner"])

    with pytest.raises(CommandError, match=r"function gone\(\) does not exist") as refusal:
        call_command("prepare_database")

    assert "\n" not in str(refusal.value)
    assert "Concealed" not in str(refusal.value)
