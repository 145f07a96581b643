"""Everything that makes up the schema, as PostgreSQL's own catalogue words it, to be compared."""

import psycopg

Schema = dict[str, str]


def granted(rights: str) -> str:
    """Who holds what of these rights, as one text."""
    return f"""(
        SELECT string_agg(CASE WHEN g.grantee = 0 THEN 'public' ELSE g.grantee::regrole::text END
                   || ' ' || g.privilege_type, ', '
                   ORDER BY g.grantee::regrole::text, g.privilege_type)
          FROM aclexplode({rights}) g)"""


OURS = "n.nspname IN ('public', 'known')"
CLASS = "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
KIND = "(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::\"char\""
# Each query: a name, and what it is. In which order columns stand is not asked.
QUERIES = {
    "relation": f"""
        SELECT n.nspname || '.' || c.relname,
               concat_ws(E'\\n', c.relkind, c.relrowsecurity, c.relforcerowsecurity,
                   c.reloptions::text, c.relowner::regrole,
                   {granted(f"coalesce(c.relacl, acldefault({KIND}, c.relowner))")})
          FROM {CLASS} WHERE {OURS} AND c.relkind IN ('r', 'v', 'm', 'S', 'p')""",
    "view": f"""
        SELECT n.nspname || '.' || c.relname, pg_get_viewdef(c.oid)
          FROM {CLASS} WHERE {OURS} AND c.relkind = 'v'""",
    "column": f"""
        SELECT n.nspname || '.' || c.relname || '.' || a.attname,
               concat_ws(E'\\n', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
                   a.attgenerated, a.attcollation::regcollation, pg_get_expr(d.adbin, d.adrelid),
                   {granted("a.attacl")})
          FROM {CLASS} JOIN pg_attribute a ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
         WHERE {OURS} AND c.relkind IN ('r', 'v', 'p') AND a.attnum > 0 AND NOT a.attisdropped""",
    "constraint": f"""
        SELECT c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
          FROM {CLASS} JOIN pg_constraint k ON c.oid = k.conrelid
         WHERE {OURS} AND k.contype <> 'n'""",
    "index": f"""
        SELECT c.relname, pg_get_indexdef(c.oid) FROM {CLASS} WHERE {OURS} AND c.relkind = 'i'""",
    "policy": f"""
        SELECT c.relname || '.' || p.polname,
               concat_ws(E'\\n', p.polcmd, p.polpermissive,
                   (SELECT string_agg(r::regrole::text, ', ' ORDER BY r::regrole::text)
                      FROM unnest(p.polroles) r),
                   pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
          FROM {CLASS} JOIN pg_policy p ON c.oid = p.polrelid WHERE {OURS}""",
    "trigger": f"""
        SELECT c.relname || '.' || t.tgname,
               concat_ws(E'\\n', pg_get_triggerdef(t.oid), t.tgenabled)
          FROM {CLASS} JOIN pg_trigger t ON c.oid = t.tgrelid
         WHERE {OURS} AND NOT t.tgisinternal""",
    "function": f"""
        SELECT p.oid::regprocedure::text,
               concat_ws(E'\\n', pg_get_functiondef(p.oid), p.proowner::regrole,
                   {granted("coalesce(p.proacl, acldefault('f', p.proowner))")})
          FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE {OURS} AND p.prokind <> 'a'""",
    "type": f"""
        SELECT t.oid::regtype::text,
               concat_ws(E'\\n', t.typtype,
                   (SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
                      FROM pg_enum e WHERE e.enumtypid = t.oid),
                   {granted("coalesce(t.typacl, acldefault('T', t.typowner))")})
          FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
         WHERE {OURS} AND (t.typtype IN ('e', 'd') OR EXISTS (
               SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))""",
    "schema": f"SELECT n.nspname, {granted('n.nspacl')} FROM pg_namespace n WHERE {OURS}",
}
# By these the views of the past are made.
SAID = ("audit_table_was", "audit_column_was", "audit_column_before")


def schema(connection: psycopg.Connection) -> Schema:
    """What is there, and how it is defined."""
    found = {
        f"{kind} {name}": defined or ""
        for kind, query in QUERIES.items()
        for name, defined in connection.execute(query).fetchall()
    }
    for table in SAID:
        if f"relation public.{table}" in found:
            rows = connection.execute(f"SELECT r::text FROM {table} r").fetchall()
            found |= {f"{table} {row}": "" for (row,) in rows}
    return found


def differences(here: Schema, there: Schema) -> list[str]:
    """What is in one and not the same in the other."""
    told = [f"missing: {name}" for name in sorted(there.keys() - here.keys())]
    told += [f"left: {name}" for name in sorted(here.keys() - there.keys())]
    told += [
        f"other: {name}\n--- was\n{there[name]}\n--- is\n{here[name]}"
        for name in sorted(here.keys() & there.keys())
        if here[name] != there[name]
    ]
    return told
