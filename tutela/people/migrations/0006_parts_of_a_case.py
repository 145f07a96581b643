"""Levels, risk, meetings and disclosures become parts of a file."""

from pathlib import Path

from django.db import migrations

BACK = """
CREATE OR REPLACE FUNCTION parts_on(ground text, person uuid, OUT parts_read text[], OUT parts_change text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine agencies_appointment := me(); teams uuid[];
BEGIN
    IF mine.id IS NULL THEN RETURN; END IF;
    IF ground = 'emergency' THEN
        IF 'emergency' = ANY (mine.powers) THEN
            SELECT ARRAY['list', 'identity', 'addresses', 'photographs', 'relationships', 'contact_log', 'card',
                         'convictions', 'orders', 'notifications'], '{}'
              INTO parts_read, parts_change FROM people_person p WHERE p.id = person AND NOT p.restricted;
        END IF;
        RETURN;
    END IF;
    teams := CASE ground
        WHEN 'interest' THEN ARRAY[mine.team_id]
        WHEN 'cover' THEN teams_covered()
        WHEN 'supervision' THEN teams_supervised() END;
    SELECT ARRAY(SELECT DISTINCT unnest(i.parts_read) FROM people_interest i
                  WHERE i.person_id = person AND i.team_id = ANY (teams) AND i.starts_on <= today()
                    AND i.ends_before > today()
                    AND CASE WHEN ground = 'interest' THEN reads_for_me(i, mine) ELSE NOT i.restricted END),
           ARRAY(SELECT DISTINCT unnest(i.parts_change) FROM people_interest i
                  WHERE i.person_id = person AND i.team_id = ANY (teams) AND i.starts_on <= today()
                    AND i.ends_before > today()
                    AND CASE WHEN ground = 'interest' THEN reads_for_me(i, mine) ELSE NOT i.restricted END)
      INTO parts_read, parts_change;
    IF ground <> 'interest' THEN
        parts_read := ARRAY(SELECT unnest(parts_read) EXCEPT SELECT unnest(compartments()));
        parts_change := ARRAY(SELECT unnest(parts_change) EXCEPT SELECT unnest(compartments()));
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_movement_walls")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
