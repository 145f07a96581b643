"""Meetings are a part of the file; a sitting is nobody's; who arranges them and who answers."""

from pathlib import Path

from django.db import migrations

BACK = """
DROP POLICY referred ON meetings_referral;
DROP POLICY settled ON meetings_referral;
DROP POLICY referred ON meetings_referralreasons;
DROP POLICY decided ON meetings_referraldecision;
DROP POLICY arranged ON meetings_item;
DROP POLICY arranged_anew ON meetings_item;
DROP POLICY arranged ON meetings_invitation;
DROP POLICY answered ON meetings_invitation;
DROP POLICY arranged ON meetings_informationrequest;
DROP POLICY answered ON meetings_informationrequest;
DROP POLICY asked ON meetings_informationrequest;
DROP POLICY answerable ON meetings_informationrequest;
DROP POLICY returned ON meetings_informationreturn;
DROP POLICY asked ON meetings_informationreturn;
DROP POLICY returnable ON meetings_informationreturn;
DROP POLICY present ON meetings_attendance;
DROP POLICY present_anew ON meetings_attendance;
DROP POLICY arranged ON meetings_sitting;
DROP POLICY changeable ON meetings_sitting;
DROP POLICY readable_sitting ON audit_reference_history;
SELECT unprotect_reference('meetings_sitting');
SELECT unprotect('meetings_' || t) FROM unnest(ARRAY['referral', 'referralreasons', 'referraldecision', 'item', 'invitation',
    'informationrequest', 'informationreturn', 'attendance']) t;
DROP FUNCTION sitting_is_arranged_here, meetings_area;
CREATE OR REPLACE FUNCTION may_be_given(powers text[], team uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE kind text := (SELECT g.kind FROM agencies_team t JOIN agencies_agency g ON g.id = t.agency_id WHERE t.id = team);
BEGIN
    RETURN powers <@ ARRAY['record', 'supervise', 'govern', 'administer', 'emergency', 'cards', 'figures']
        AND ('emergency' <> ALL (powers) OR kind IN ('police', 'prison', 'probation'))
        AND ('figures' <> ALL (powers) OR kind IN ('police', 'prison', 'probation'))
        AND ('cards' <> ALL (powers) OR kind = 'police');
END $$;
ALTER TABLE meetings_informationrequest DROP CONSTRAINT request_gave_an_interest_in_the_person;
ALTER TABLE meetings_invitation DROP CONSTRAINT invitation_gave_an_interest_in_the_person;
ALTER TABLE meetings_referral DROP CONSTRAINT referral_gave_an_interest_in_the_person;
ALTER TABLE meetings_attendance DROP CONSTRAINT attendance_by_the_persons_invitation,
    DROP CONSTRAINT attendance_at_the_persons_item;
ALTER TABLE meetings_informationreturn DROP CONSTRAINT return_by_the_team_asked_of_the_same_person;
ALTER TABLE meetings_informationrequest DROP CONSTRAINT request_for_the_persons_item,
    DROP CONSTRAINT request_to_a_team_of_person;
ALTER TABLE meetings_invitation DROP CONSTRAINT invitation_for_the_persons_item,
    DROP CONSTRAINT invitation_of_person;
ALTER TABLE meetings_item DROP CONSTRAINT item_by_the_persons_referral, DROP CONSTRAINT item_of_person;
ALTER TABLE meetings_referraldecision DROP CONSTRAINT decision_on_the_persons_referral;
ALTER TABLE meetings_referralreasons DROP CONSTRAINT reasons_of_the_persons_referral;
ALTER TABLE meetings_referral DROP CONSTRAINT referral_of_person;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("statistics", "0002_walls")]
    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(), reverse_sql=BACK)
    ]
