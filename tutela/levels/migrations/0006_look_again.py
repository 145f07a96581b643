"""By when whoever is at level 1 is screened again is said in lists."""

from pathlib import Path

from django.db import migrations, models

BACK = """
DROP INDEX levels_level_look_again;
REVOKE UPDATE (look_again_on) ON levels_level FROM tutela_casework, tutela_register;
DROP VIEW known.levels_level;
"""


class Migration(migrations.Migration):
    dependencies = [("levels", "0005_by_its_own_decision")]
    operations = [
        # backwards it comes last: what was known is shown without the column again
        migrations.RunSQL("SELECT 1", reverse_sql="SELECT show_known('levels_level')"),
        migrations.AddField(
            "level",
            "look_again_on",
            models.DateField(null=True, verbose_name="to be screened again by"),
        ),
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK),
    ]
