-- When the process of an attempt was known; a launcher may not show it for some seconds after that.
ALTER TABLE attempt ADD COLUMN launched_at timestamptz;
-- How many attempts were lost by bad luck. Those that waited for what comes back by itself do not
-- count.
ALTER TABLE deployment ADD COLUMN losses integer NOT NULL DEFAULT 0;
