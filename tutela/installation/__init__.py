"""Embedded PostgreSQL, roles and grants, keys, processes: everything behind `./run`."""
