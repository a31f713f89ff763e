-- As in V6.1. Tenant and cause are the event's own: whose it is, and its type. The actor is the consumer that took it in.
ALTER TABLE inbox_event
  ADD COLUMN tenant VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'unknown',
  ADD COLUMN actor  VARCHAR(60)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'unknown',
  ADD COLUMN cause  VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'UNKNOWN';
