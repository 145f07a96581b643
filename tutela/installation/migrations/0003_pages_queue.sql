-- A page queues the two jobs that somebody asks for by pressing a button, as they are declared, and nothing else: a job of
-- any name under the lock of the sealing, put off for years, would have kept the record from being sealed.
-- The tables that are named here belong to later rooms: the function asks for them when a page queues.
CREATE FUNCTION pages_queue_what_was_asked_for() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    IF new.queue_name = 'default' AND new.priority = 0 AND new.scheduled_at IS NULL AND new.status = 'todo' AND (CASE new.task_name
           WHEN 'tutela.oversight.tasks.verify' THEN
               coalesce(new.lock, 'record') = 'record' AND new.queueing_lock = 'verify' AND new.args = '{}'
           WHEN 'tutela.statistics.tasks.count' THEN
               coalesce(new.lock, 'statistics') = 'statistics' AND new.queueing_lock IS NULL AND new.args - 'count_id' = '{}'
               AND EXISTS (SELECT FROM statistics_count c WHERE c.id::text = new.args ->> 'count_id'
                            AND c.asked_by_id = current_actor())
           ELSE false END) THEN
        RETURN new;
    END IF;
    RAISE EXCEPTION 'no page queues this' USING errcode = '42501';
END $$;
CREATE TRIGGER asked_for BEFORE INSERT ON procrastinate_jobs FOR EACH ROW
    WHEN (session_user = 'tutela_casework') EXECUTE FUNCTION pages_queue_what_was_asked_for();
