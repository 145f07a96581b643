"""Figures about everybody: counted by a rule that is written down, frozen, released by another.

Criminal Justice Act 2003 s.326(5): the report of each year.
"""
