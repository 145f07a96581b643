"""Every change to a person's record, by name: `from tutela.people import operations`."""

from tutela.people.operations.recording import record

__all__ = ["record"]
