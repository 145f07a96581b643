"""How the arrangements are checked: who looked at what and why, and whether the record is whole.

Data Protection Act 2018 s.62 (logging). Read docs/adr: oversight reads the trace.
"""
