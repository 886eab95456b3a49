-- Defaults let an api of the previous version go on inserting.
ALTER TABLE project ADD COLUMN build_size text NOT NULL DEFAULT 'medium'
  CHECK (build_size IN ('small', 'medium', 'large', 'xlarge'));
ALTER TABLE deployment ADD COLUMN build_size text NOT NULL DEFAULT 'medium'
  CHECK (build_size IN ('small', 'medium', 'large', 'xlarge'));
