"""While a move waits to be acknowledged, both teams see."""

from pathlib import Path

from django.db import migrations

BACK = """
CREATE OR REPLACE FUNCTION end_interest(interest uuid, ends_before date, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE people_interest i SET ends_before = greatest(end_interest.ends_before, today(), i.starts_on), ended_why = end_interest.why
     WHERE i.id = interest AND may_share(i.person_id, '{}', '{}')
       AND greatest(end_interest.ends_before, today(), i.starts_on) < i.ends_before
       AND NOT (i.kind = 'manages' AND i.team_id = (SELECT owner_team_id FROM people_person p WHERE p.id = i.person_id));
    IF NOT FOUND THEN RAISE EXCEPTION 'interest refused' USING errcode = '42501'; END IF;
END $$;

CREATE OR REPLACE FUNCTION acknowledge_move(move uuid, former_ends_before date, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE m people_move; owner uuid;
BEGIN
    SELECT * INTO m FROM people_move x WHERE x.id = move AND x.stage = 'proposed' AND x.to_team_id = my_team()
       AND may_share(x.person_id, '{list}', '{list}');
    IF m.id IS NULL OR NOT i_may('record') OR former_ends_before < today()
       OR NOT EXISTS (SELECT FROM parts_on('interest', m.person_id) h WHERE 'list' = ANY (h.parts_change)) THEN
        RAISE EXCEPTION 'acknowledgement refused' USING errcode = '42501';
    END IF;
    SELECT owner_team_id INTO owner FROM people_person WHERE id = m.person_id FOR UPDATE;
    UPDATE people_move x SET stage = 'acknowledged', settled_by_id = current_actor(), settled_at = now(), settled_why = acknowledge_move.why,
           former_ends_before = acknowledge_move.former_ends_before
     WHERE x.id = move AND x.stage = 'proposed';
    IF NOT FOUND THEN RAISE EXCEPTION 'acknowledgement refused' USING errcode = '42501'; END IF;
    IF m.moves_record THEN
        UPDATE people_interest i SET ends_before = greatest(acknowledge_move.former_ends_before, today(), i.starts_on), ended_why = acknowledge_move.why
         WHERE i.person_id = m.person_id AND i.team_id <> owner AND i.ends_before > acknowledge_move.former_ends_before
           AND i.team_id IN (SELECT x.from_team_id FROM people_move x WHERE x.person_id = m.person_id AND x.moves_record
                              AND (x.id = m.id OR x.stage = 'superseded' AND x.former_ends_before IS NULL));
        UPDATE people_move x SET former_ends_before = acknowledge_move.former_ends_before
         WHERE x.person_id = m.person_id AND x.stage = 'superseded' AND x.former_ends_before IS NULL;
        UPDATE people_allocation a SET ends_before = greatest(today(), a.starts_on)
          FROM agencies_appointment o WHERE o.id = a.appointment_id AND a.person_id = m.person_id AND a.ends_before > today()
           AND o.team_id <> owner AND o.team_id IN (SELECT x.from_team_id FROM people_move x WHERE x.person_id = m.person_id);
    END IF;
END $$;

CREATE OR REPLACE FUNCTION take_back_move(move uuid, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE m people_move; p people_person;
BEGIN
    SELECT * INTO m FROM people_move x WHERE x.id = move AND x.stage = 'proposed' AND x.from_team_id = my_team()
       AND may_share(x.person_id, '{list}', '{list}');
    IF m.id IS NOT NULL THEN SELECT * INTO p FROM people_person WHERE id = m.person_id FOR UPDATE; END IF;
    IF m.id IS NULL OR NOT i_may('record') OR p.restricted
       OR p.owner_team_id IS DISTINCT FROM (CASE WHEN m.moves_record THEN m.to_team_id ELSE p.owner_team_id END)
       OR NOT EXISTS (SELECT FROM parts_on('interest', m.person_id) h WHERE 'list' = ANY (h.parts_change)) THEN
        RAISE EXCEPTION 'taking back refused' USING errcode = '42501';
    END IF;
    UPDATE people_move x SET stage = 'taken_back', settled_by_id = current_actor(), settled_at = now(), settled_why = take_back_move.why
     WHERE x.id = move AND x.stage = 'proposed';
    IF NOT FOUND THEN RAISE EXCEPTION 'taking back refused' USING errcode = '42501'; END IF;
    UPDATE people_interest i SET ends_before = greatest(today(), i.starts_on), ended_why = take_back_move.why WHERE i.id = m.interest_id;
    -- the move before it, which nobody had acknowledged, waits again
    UPDATE people_move x SET stage = 'proposed' WHERE x.id = (SELECT y.id FROM people_move y
         WHERE y.person_id = m.person_id AND y.stage = 'superseded' AND y.former_ends_before IS NULL AND y.to_team_id = m.from_team_id
         ORDER BY y.made_at DESC LIMIT 1);
    IF m.moves_record THEN
        UPDATE people_person SET owner_team_id = m.from_team_id, version = version + 1 WHERE id = m.person_id;
    END IF;
    PERFORM alert(who.id, 'move') FROM (SELECT DISTINCT those_told_of_moves(m.to_team_id) AS id) who WHERE m.to_team_id IS NOT NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_nearer")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
