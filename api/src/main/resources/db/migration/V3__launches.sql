-- A queued deployment waits until then: what its last attempt lacked comes back by itself.
ALTER TABLE deployment ADD COLUMN not_before timestamptz;

-- Idle build processes. Each is given one build at most, and never another.
CREATE TABLE warm_task (
  id text PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  launch_handle text,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- When it last asked for a build; only one that asks can be given one.
  asked_at timestamptz,
  deployment_id text,
  attempt integer,
  ended_at timestamptz,
  FOREIGN KEY (deployment_id, attempt) REFERENCES attempt,
  CHECK ((deployment_id IS NULL) = (attempt IS NULL))
);

CREATE INDEX warm_task_open ON warm_task (created_at) WHERE ended_at IS NULL;
