-- Two roles of PostgreSQL: the publisher owns the tables and runs the commands, the reader serves.
-- Run it as whoever may make roles, after migrate, on the database of Caveat:
-- psql --set=ON_ERROR_STOP=1 --dbname=caveat --file=project/deploy/roles.sql
-- The reader sees what is published and nothing else: no draft, no account, no session.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'caveat_reader') THEN
        CREATE ROLE caveat_reader LOGIN;
    END IF;
END
$$;

ALTER ROLE caveat_reader SET default_transaction_read_only = on;
ALTER ROLE caveat_reader SET statement_timeout = '10s';
REVOKE ALL ON SCHEMA public FROM caveat_reader;
GRANT USAGE ON SCHEMA public TO caveat_reader;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM caveat_reader;
GRANT SELECT ON
    datasets_release,
    datasets_record,
    datasets_recordjson,
    datasets_recordbrief,
    datasets_recordcsv,
    datasets_searchtext,
    datasets_termset,
    datasets_redaction,
    django_migrations
TO caveat_reader;
