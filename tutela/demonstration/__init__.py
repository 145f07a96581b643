"""Invented people, their story, the demonstration and the bench. Nobody in it is real."""
