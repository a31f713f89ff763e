-- As in V4.
ALTER TABLE person_key
  ADD COLUMN tenant         VARCHAR(40)  NOT NULL DEFAULT 'unknown',
  ADD COLUMN actor          VARCHAR(100) NOT NULL DEFAULT 'unknown',
  ADD COLUMN cause          VARCHAR(60)  NOT NULL DEFAULT 'UNKNOWN';
