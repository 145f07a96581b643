-- Who is told by e-mail to look at the worklist: the co-ordinators of a referral, who made it when it is decided on, and an agency that is
-- asked to come or to say what it knows. Only the officers who may read the case; of a team with an allocated officer that officer alone.
CREATE FUNCTION those_asked(person uuid, team uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT DISTINCT a.id FROM agencies_appointment a
      JOIN people_interest i ON i.team_id = a.team_id AND i.person_id = those_asked.person
       AND i.starts_on <= today() AND i.ends_before > today() AND (cardinality(i.readers) = 0 OR a.id = ANY (i.readers))
     WHERE a.team_id = those_asked.team AND is_live(a)
       AND (NOT EXISTS (SELECT FROM people_allocation l JOIN agencies_appointment o ON o.id = l.appointment_id
                         WHERE l.person_id = those_asked.person AND o.team_id = those_asked.team
                           AND l.starts_on <= today() AND l.ends_before > today())
            OR EXISTS (SELECT FROM people_allocation l WHERE l.person_id = those_asked.person AND l.appointment_id = a.id
                        AND l.starts_on <= today() AND l.ends_before > today()));
END $$;

-- Told by who did it, of what they did in this transaction; nobody is told of their own.
CREATE FUNCTION tell_of_meeting(about uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM alert(who.id, 'meeting') FROM (
        SELECT those_asked(r.person_id, r.to_team_id) AS id FROM meetings_referral r
         WHERE r.id = about AND r.referred_by_id = current_actor() AND r.stage = 'waiting' AND r.referred_at >= now() - interval '1 minute'
        UNION
        SELECT r.referred_by_id FROM meetings_referral r
         WHERE r.id = about AND r.settled_by_id = current_actor() AND r.settled_at >= now() - interval '1 minute'
        UNION
        SELECT those_asked(i.person_id, i.team_id) FROM meetings_invitation i
         WHERE i.id = about AND i.invited_by_id = current_actor() AND i.invited_at >= now() - interval '1 minute'
        UNION
        SELECT those_asked(q.person_id, q.team_id) FROM meetings_informationrequest q
         WHERE q.id = about AND q.asked_by_id = current_actor() AND q.asked_at >= now() - interval '1 minute') who
     WHERE who.id <> current_actor();
END $$;
GRANT EXECUTE ON FUNCTION tell_of_meeting TO tutela_casework;
