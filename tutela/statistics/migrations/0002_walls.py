"""Who may ask for figures, count them, see them and let them out."""

from pathlib import Path

from django.db import migrations

BACK = r"""
CREATE OR REPLACE FUNCTION may_be_given(powers text[], team uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE kind text := (SELECT g.kind FROM agencies_team t JOIN agencies_agency g ON g.id = t.agency_id WHERE t.id = team);
BEGIN
    RETURN powers <@ ARRAY['record', 'supervise', 'govern', 'administer', 'emergency', 'cards']
        AND ('emergency' <> ALL (powers) OR kind IN ('police', 'prison', 'probation'))
        AND ('cards' <> ALL (powers) OR kind = 'police');
END $$;
DROP FUNCTION ask_for_count, ask_release, decide_release, withdraw_release, my_figures_area;
DO $$
DECLARE p record;
BEGIN
    FOR p IN SELECT tablename, policyname FROM pg_policies WHERE tablename LIKE 'statistics\_%' LOOP
        EXECUTE format('DROP POLICY %I ON %I', p.policyname, p.tablename);
    END LOOP;
END $$;
DROP FUNCTION figures_area;
DROP TABLE statistics_turn;
ALTER TABLE statistics_decision DROP CONSTRAINT decision_on_what_that_account_asked;
REVOKE EXECUTE ON FUNCTION entry_of_this_change FROM tutela_register;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0001_initial"),
        ("agencies", "0006_reference_defaults"),
        ("court_orders", "0004_orders_walls"),
        ("notification_requirements", "0006_breach_walls"),
        ("people", "0005_movement_walls"),
    ]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
