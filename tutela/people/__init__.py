"""The person, names, dates of birth, addresses, identifiers, relationships; interests; allocation.

Also the walls that every room above stands on: opening a file, consulting it, `protect`
(docs/adr: row security, opening).
"""
