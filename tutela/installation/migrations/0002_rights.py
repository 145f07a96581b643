"""Which role uses which table of sessions, and who may queue a job, run one, or neither."""

from django.db import migrations

# A page may queue a job and can read none: the function runs as the owner. The public site
# has no right to it, and nothing to wait for.
ON = """
GRANT SELECT, INSERT, DELETE ON installation_caseworksession TO tutela_casework;
GRANT UPDATE (session_data, expire_date) ON installation_caseworksession TO tutela_casework;
GRANT SELECT, INSERT, DELETE ON installation_publicsession TO tutela_public;
GRANT UPDATE (session_data, expire_date) ON installation_publicsession TO tutela_public;
GRANT SELECT (session_key, expire_date), DELETE
    ON installation_caseworksession, installation_publicsession TO tutela_worker;

ALTER FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])
    SECURITY DEFINER SET search_path = public, pg_temp;
GRANT EXECUTE ON FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])
    TO tutela_casework;
GRANT USAGE ON TYPE procrastinate_job_to_defer_v1 TO tutela_casework;

GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events,
    procrastinate_periodic_defers, procrastinate_workers TO tutela_worker;
GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq,
    procrastinate_periodic_defers_id_seq TO tutela_worker;
GRANT USAGE ON TYPE procrastinate_job_to_defer_v1, procrastinate_job_status,
    procrastinate_job_event_type TO tutela_worker;
DO $$
DECLARE signature regprocedure;
BEGIN
    FOR signature IN SELECT oid FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'procrastinate%'
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO tutela_worker', signature);
    END LOOP;
END $$;
"""

OFF = """
DO $$
DECLARE signature regprocedure;
BEGIN
    FOR signature IN SELECT oid FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'procrastinate%'
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM tutela_worker', signature);
    END LOOP;
END $$;
REVOKE USAGE ON TYPE procrastinate_job_to_defer_v1, procrastinate_job_status,
    procrastinate_job_event_type FROM tutela_worker;
REVOKE ALL ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq,
    procrastinate_periodic_defers_id_seq FROM tutela_worker;
REVOKE ALL ON procrastinate_jobs, procrastinate_events,
    procrastinate_periodic_defers, procrastinate_workers FROM tutela_worker;
REVOKE USAGE ON TYPE procrastinate_job_to_defer_v1 FROM tutela_casework;
REVOKE EXECUTE ON FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])
    FROM tutela_casework;
ALTER FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])
    SECURITY INVOKER RESET search_path;
REVOKE ALL ON installation_caseworksession, installation_publicsession FROM tutela_worker;
REVOKE ALL ON installation_caseworksession FROM tutela_casework;
REVOKE ALL ON installation_publicsession FROM tutela_public;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("installation", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [migrations.RunSQL(ON, reverse_sql=OFF)]
