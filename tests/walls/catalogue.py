"""What each role may do, read from PostgreSQL's own catalogue: `python -m tests.walls.catalogue`.

The command writes `rights.toml` from a freshly migrated database; the change is reviewed as a diff.
"""

import sys
import tomllib
from pathlib import Path

import psycopg

RIGHTS = Path(__file__).with_name("rights.toml")
OUTSIDE = Path(__file__).with_name("outside_row_security.toml")
ROLES = ("public", "tutela_casework", "tutela_public", "tutela_register", "tutela_worker")
SCHEMAS = ("public", "known")
Rights = dict[str, dict[str, list[str]]]

# Each query: what it is about, and what is allowed, for one role; grants to PUBLIC as 'public'.
QUERIES = {
    "attributes": """
        SELECT rolname, unnest(array_remove(ARRAY[
            CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
            CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
            CASE WHEN rolreplication THEN 'REPLICATION' END, CASE WHEN rolcanlogin THEN 'LOGIN' END,
            CASE WHEN rolinherit THEN 'INHERIT' END], NULL)), rolname FROM pg_roles""",
    "member": """
        SELECT r.rolname, m.rolname, m.rolname FROM pg_auth_members a
          JOIN pg_roles m ON m.oid = a.roleid JOIN pg_roles r ON r.oid = a.member""",
    "database": """
        SELECT lower(acl.privilege_type), 'database', coalesce(r.rolname, 'public')
          FROM pg_database d CROSS JOIN aclexplode(d.datacl) acl
          LEFT JOIN pg_roles r ON r.oid = acl.grantee WHERE d.datname = current_database()""",
    "schema": """
        SELECT lower(acl.privilege_type), n.nspname, coalesce(r.rolname, 'public')
          FROM pg_namespace n CROSS JOIN aclexplode(n.nspacl) acl
          LEFT JOIN pg_roles r ON r.oid = acl.grantee WHERE n.nspname = ANY (%(schemas)s)""",
    "relation": """
        SELECT lower(acl.privilege_type), n.nspname || '.' || c.relname, coalesce(r.rolname, 'public')
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN aclexplode(c.relacl) acl
          LEFT JOIN pg_roles r ON r.oid = acl.grantee WHERE n.nspname = ANY (%(schemas)s)""",
    "columns": """
        SELECT lower(acl.privilege_type) || ' ' || string_agg(a.attname, ', ' ORDER BY a.attname),
               n.nspname || '.' || c.relname, coalesce(r.rolname, 'public')
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
          CROSS JOIN aclexplode(a.attacl) acl LEFT JOIN pg_roles r ON r.oid = acl.grantee
         WHERE n.nspname = ANY (%(schemas)s)
         GROUP BY acl.privilege_type, n.nspname, c.relname, r.rolname""",
    "function": """
        SELECT 'execute', p.oid::regprocedure::text, coalesce(r.rolname, 'public')
          FROM pg_proc p CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
          LEFT JOIN pg_roles r ON r.oid = acl.grantee
         WHERE p.pronamespace::regnamespace::text = ANY (%(schemas)s)""",
    "type": """
        SELECT 'usage', t.oid::regtype::text, coalesce(r.rolname, 'public')
          FROM pg_type t CROSS JOIN aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) acl
          LEFT JOIN pg_roles r ON r.oid = acl.grantee
         WHERE t.typnamespace::regnamespace::text = ANY (%(schemas)s)
           AND (t.typtype IN ('e', 'd') OR t.typrelid <> 0 AND EXISTS (
                SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))""",
    "language": """
        SELECT 'usage', l.lanname, coalesce(r.rolname, 'public')
          FROM pg_language l CROSS JOIN aclexplode(coalesce(l.lanacl, acldefault('l', l.lanowner))) acl
          LEFT JOIN pg_roles r ON r.oid = acl.grantee WHERE l.lanname LIKE 'pl%%'""",
    "default": """
        SELECT acl.privilege_type, d.defaclobjtype::text || coalesce(n.nspname, ''), coalesce(r.rolname, 'public')
          FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
          CROSS JOIN aclexplode(d.defaclacl) acl LEFT JOIN pg_roles r ON r.oid = acl.grantee""",
}


def rights(sql: psycopg.Connection) -> Rights:
    """Everything that each role may do, by role and by what it is about."""
    found: Rights = {role: {} for role in ROLES}
    for kind, query in QUERIES.items():
        for allowed, about, role in sql.execute(query, {"schemas": list(SCHEMAS)}).fetchall():
            if kind == "attributes":
                role, about, allowed = allowed, "role", about
            elif kind == "member":
                role, about, allowed = allowed, "role", f"member of {about}"
            if role in found:
                key = (
                    f"{kind} {about}" if kind not in {"attributes", "member", "columns"} else about
                )
                found[role].setdefault(key.replace("relation ", ""), []).append(allowed)
    return {
        role: {about: sorted(allowed) for about, allowed in sorted(kept.items())}
        for role, kept in found.items()
    }


def written(found: Rights) -> str:
    lines = ["# What each role may do. Made by `python -m tests.walls.catalogue`; review the diff."]
    for role, kept in found.items():
        lines += ["", f"[{role}]"]
        for about, allowed in kept.items():
            listed = ", ".join(f'"{word}"' for word in allowed)
            lines.append(f'"{about}" = [{listed}]')
    return "\n".join(lines) + "\n"


def differences(found: Rights, listed: Rights) -> list[str]:
    told = []
    for role in sorted(found.keys() | listed.keys()):
        here, there = found.get(role, {}), listed.get(role, {})
        for about in sorted(here.keys() | there.keys()):
            now, then = set(here.get(about, [])), set(there.get(about, []))
            told += [f"+ {role}: {about}: {word}" for word in sorted(now - then)]
            told += [f"- {role}: {about}: {word}" for word in sorted(then - now)]
    return told


def outside(kind: str = "outside") -> dict[str, str]:
    """What is not under row security, and why."""
    return tomllib.loads(OUTSIDE.read_text())[kind]


def main() -> int:
    from tutela.installation.testing import TESTBED

    with TESTBED.database(), psycopg.connect(TESTBED.url("owner")) as sql:
        RIGHTS.write_text(written(rights(sql)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
