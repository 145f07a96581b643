"""Asking is one row like telling; a yes is an interest that ends, and the asker learns no more."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__)
ANSWER_AS_BEFORE = (
    (HERE.with_name("0002_walls.sql").read_text())
    .partition("-- The team's answer.")[2]
    .partition("GRANT EXECUTE")[0]
)
BACK = f"""
DROP FUNCTION ask_whether_managed, answer_asked, shared_with_me;
{"--" + ANSWER_AS_BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")}
"""


class Migration(migrations.Migration):
    dependencies = [("contact_log", "0007_asked"), ("people", "0007_nearer")]
    operations = [migrations.RunSQL(HERE.with_suffix(".sql").read_text(), reverse_sql=BACK)]
