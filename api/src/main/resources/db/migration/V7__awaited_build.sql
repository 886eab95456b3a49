-- How it stands with the newest production deployment of a host that has nothing to serve yet: the
-- page that waits there says so. A trigger, because a deployment changes its state in many places,
-- and in an api of before this too.
ALTER TABLE alias ADD COLUMN awaited text;

CREATE INDEX alias_awaiting ON alias (project_id) WHERE deployment_id IS NULL;

CREATE FUNCTION tell_awaiting_hosts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  newest text;
BEGIN
  SELECT state INTO newest FROM deployment
  WHERE project_id = NEW.project_id AND production ORDER BY sequence DESC LIMIT 1;
  UPDATE alias SET awaited = newest, generation = generation + 1
  WHERE project_id = NEW.project_id AND deployment_id IS NULL AND awaited IS DISTINCT FROM newest;
  RETURN NULL;
END;
$$;

CREATE TRIGGER deployment_awaited AFTER INSERT OR UPDATE OF state ON deployment
  FOR EACH ROW WHEN (NEW.production AND NEW.state <> 'ready')
  EXECUTE FUNCTION tell_awaiting_hosts();
