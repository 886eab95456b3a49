CREATE TABLE team (
  id text PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE account (
  id text PRIMARY KEY,
  team_id text NOT NULL REFERENCES team,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Tokens, sessions and sign-in codes are kept only as SHA-256 of their 256 random bits.
CREATE TABLE api_token (
  token_hash bytea PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);

CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);

CREATE TABLE sign_in_code (
  code_hash bytea PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  expires_at timestamptz NOT NULL
);

CREATE TABLE project (
  id text PRIMARY KEY,
  team_id text NOT NULL REFERENCES team,
  name text NOT NULL UNIQUE,
  repository_url text,
  production_branch text,
  root_directory text,
  install_command text,
  build_command text,
  output_directory text,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- What the production host serves, and the sequence up to which no deployment goes live by itself.
  production_deployment text,
  activation_floor bigint NOT NULL DEFAULT 0
);

CREATE TABLE upload (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES project,
  sha256 text NOT NULL,
  length bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE deployment (
  id text PRIMARY KEY,
  sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  project_id text NOT NULL REFERENCES project,
  production boolean NOT NULL,
  retry_of text REFERENCES deployment,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Source and settings, as they were when the deployment was asked for.
  repository_url text,
  branch text,
  commit_requested text,
  upload_id text REFERENCES upload,
  root_directory text,
  install_command text,
  build_command text,
  output_directory text,
  -- The life of the deployment; a final state never changes.
  state text NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'building', 'ready', 'failed', 'cancelled')),
  attempt integer NOT NULL DEFAULT 0,
  started_at timestamptz,
  finished_at timestamptz,
  failure_code text,
  failure_message text,
  failure_log_line bigint,
  cancel_reason text,
  -- What the build has found out.
  commit_sha text,
  commit_branch text,
  commit_message text,
  commit_author text,
  plan text,
  files integer,
  bytes bigint,
  uploaded_blobs integer,
  uploaded_bytes bigint,
  log_archived boolean NOT NULL DEFAULT false,
  CHECK ((repository_url IS NULL) <> (upload_id IS NULL)),
  CHECK ((state = 'failed') = (failure_code IS NOT NULL))
);

CREATE INDEX deployment_queue ON deployment (sequence) WHERE state IN ('queued', 'building');
CREATE INDEX deployment_of_project ON deployment (project_id, sequence DESC);
CREATE INDEX deployment_unarchived ON deployment (sequence)
  WHERE NOT log_archived AND state NOT IN ('queued', 'building');

ALTER TABLE project ADD FOREIGN KEY (production_deployment) REFERENCES deployment;

-- One try to build a deployment. Its number is the fence: only the newest, unended one may report.
CREATE TABLE attempt (
  deployment_id text NOT NULL REFERENCES deployment,
  number integer NOT NULL,
  start_token_hash bytea UNIQUE,
  attempt_token_hash bytea UNIQUE,
  launch_handle text,
  lease_until timestamptz NOT NULL,
  last_event bigint NOT NULL DEFAULT 0,
  last_line bigint NOT NULL DEFAULT 0,
  log_bytes bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  PRIMARY KEY (deployment_id, number)
);

CREATE INDEX attempt_running ON attempt (lease_until) WHERE ended_at IS NULL;

CREATE TABLE phase (
  deployment_id text NOT NULL,
  attempt integer NOT NULL,
  name text NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (deployment_id, attempt, name),
  FOREIGN KEY (deployment_id, attempt) REFERENCES attempt
);

CREATE TABLE log_chunk (
  deployment_id text NOT NULL,
  attempt integer NOT NULL,
  first_line bigint NOT NULL,
  last_line bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (deployment_id, attempt, first_line),
  FOREIGN KEY (deployment_id, attempt) REFERENCES attempt
);

-- Blobs whose presence in the store has been checked.
CREATE TABLE blob (
  project_id text NOT NULL REFERENCES project,
  sha256 text NOT NULL,
  length bigint NOT NULL,
  PRIMARY KEY (project_id, sha256)
);

-- The truth about routes; the objects routes/<host> are its projection.
CREATE TABLE alias (
  host text PRIMARY KEY,
  project_id text NOT NULL REFERENCES project,
  deployment_id text REFERENCES deployment,
  production boolean NOT NULL,
  generation bigint NOT NULL DEFAULT 1,
  projected_generation bigint NOT NULL DEFAULT 0
);

CREATE INDEX alias_unprojected ON alias (host) WHERE projected_generation < generation;
CREATE INDEX alias_of_deployment ON alias (deployment_id);
CREATE INDEX alias_of_project ON alias (project_id);

-- A look at a repository before anything is deployed: what detection would choose.
CREATE TABLE inspection (
  id text PRIMARY KEY,
  team_id text NOT NULL REFERENCES team,
  repository_url text NOT NULL,
  branch text,
  root_directory text,
  start_token_hash bytea UNIQUE,
  token_hash bytea UNIQUE,
  plan text,
  failure_code text,
  failure_message text,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  CHECK (plan IS NULL OR failure_code IS NULL)
);
