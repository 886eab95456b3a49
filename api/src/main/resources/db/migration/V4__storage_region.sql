-- Where the blobs, manifests, logs and uploads of a project lie; 'home' is where the routes are.
ALTER TABLE project ADD COLUMN storage_region text NOT NULL DEFAULT 'home';
