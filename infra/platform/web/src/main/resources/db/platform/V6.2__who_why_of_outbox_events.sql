-- As in V6.1. Actor and cause are those of the change that the event tells of.
ALTER TABLE outbox_event
  ADD COLUMN actor VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'unknown',
  ADD COLUMN cause VARCHAR(60)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'UNKNOWN';
