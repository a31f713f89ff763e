-- As in V4.
ALTER TABLE earlier_submission
  ADD COLUMN tenant         VARCHAR(40)  NOT NULL DEFAULT 'unknown',
  ADD COLUMN created_micros BIGINT       NOT NULL DEFAULT 0,
  ADD COLUMN actor          VARCHAR(100) NOT NULL DEFAULT 'unknown',
  ADD COLUMN cause          VARCHAR(60)  NOT NULL DEFAULT 'UNKNOWN';
