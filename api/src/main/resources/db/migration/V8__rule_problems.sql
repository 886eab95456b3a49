-- What was wrong with the rules of a site whose build failed for it, as JSON; of a deployment that
-- became ready it is in the manifest.
CREATE TABLE rule_problems (
  deployment_id text PRIMARY KEY REFERENCES deployment ON DELETE CASCADE,
  problems text NOT NULL
);
