-- These rows too say whose they are, when they came, who brought them and why. What rows from before say of themselves
-- stands in V4.3. A change of a table is committed by itself, so each of them is a file of its own.

ALTER TABLE number_counter
  ADD COLUMN tenant         VARCHAR(40)  NOT NULL DEFAULT 'unknown',
  ADD COLUMN updated_micros BIGINT       NOT NULL DEFAULT 0,
  ADD COLUMN actor          VARCHAR(100) NOT NULL DEFAULT 'unknown',
  ADD COLUMN cause          VARCHAR(60)  NOT NULL DEFAULT 'UNKNOWN';
