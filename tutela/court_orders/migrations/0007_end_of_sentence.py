"""The last day of a sentence with its licence is recorded, and guardianship orders are."""

from django.db import migrations, models

KNOWN = "SELECT show_known('court_orders_sentence')"
RIGHTS = "GRANT UPDATE (over_on) ON court_orders_sentence TO tutela_casework"
BACK = """
REVOKE UPDATE (over_on) ON court_orders_sentence FROM tutela_casework;
DROP VIEW known.court_orders_sentence;
"""


class Migration(migrations.Migration):
    dependencies = [("court_orders", "0006_jurisdictions"), ("people", "0003_parts")]
    operations = [
        # backwards it comes last: what was known is shown without the column again
        migrations.RunSQL("SELECT 1", reverse_sql=KNOWN),
        migrations.AddField(
            "sentence",
            "over_on",
            models.DateField(blank=True, null=True, verbose_name="last day of all of it"),
        ),
        migrations.AlterField(
            "sentence",
            "kind",
            models.CharField(
                choices=[
                    ("custody", "Custody for a term"),
                    ("life", "Life imprisonment"),
                    ("ipp", "Imprisonment for public protection (IPP)"),
                    ("hospital_order", "Hospital order without a restriction order"),
                    (
                        "hospital_order_with_restriction",
                        "Hospital order with a restriction order",
                    ),
                    ("guardianship_order", "Guardianship order"),
                    ("community_order", "Community order"),
                    ("fine", "Fine"),
                    ("conditional_discharge", "Conditional discharge"),
                    ("absolute_discharge", "Absolute discharge"),
                    ("other", "Something else"),
                    ("awaiting_sentence", "Not sentenced yet"),
                    ("lifelong_restriction", "Order for lifelong restriction (Scotland)"),
                    ("community_payback_order", "Community payback order (Scotland)"),
                ],
                max_length=31,
                verbose_name="sentence",
            ),
        ),
        migrations.RunSQL(f"{KNOWN};\n{RIGHTS};", reverse_sql=BACK),
    ]
