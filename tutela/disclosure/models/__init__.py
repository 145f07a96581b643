"""Disclosures outside the agencies."""

from tutela.disclosure.models.considering import Consideration, TestAnswer
from tutela.disclosure.models.telling import Awaited, FollowUp, Incident, Made

__all__ = ["Awaited", "Consideration", "FollowUp", "Incident", "Made", "TestAnswer"]
