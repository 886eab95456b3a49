-- How a site is served, where its owner has decided; absent where it is detected.
ALTER TABLE project ADD COLUMN html_handling text;
ALTER TABLE project ADD COLUMN not_found text;
ALTER TABLE deployment ADD COLUMN html_handling text;
ALTER TABLE deployment ADD COLUMN not_found text;

-- How many problems its rules have; which they are is in its manifest.
ALTER TABLE deployment ADD COLUMN rule_errors integer;
ALTER TABLE deployment ADD COLUMN rule_warnings integer;

-- What a host served before, and until when: fingerprinted files of it are served a while longer.
CREATE TABLE alias_history (
  host text NOT NULL REFERENCES alias,
  deployment_id text NOT NULL REFERENCES deployment,
  replaced_at timestamptz NOT NULL,
  PRIMARY KEY (host, deployment_id)
);

CREATE INDEX alias_history_of_deployment ON alias_history (deployment_id);
