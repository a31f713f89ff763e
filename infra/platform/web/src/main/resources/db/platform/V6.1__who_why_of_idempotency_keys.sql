-- The rows of the platform's tables too say by whom and why they were written. What rows from before say of themselves
-- stands in V6.4. A change of a table is committed by itself, so each of them is a file of its own. The number is above
-- those of every service that had these tables; a service's next one is above it.

-- actor: the client that holds the key or has its answer; cause: method and route, which hold no identifier.
ALTER TABLE idempotency_key
  ADD COLUMN actor VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'unknown',
  ADD COLUMN cause VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'UNKNOWN';
