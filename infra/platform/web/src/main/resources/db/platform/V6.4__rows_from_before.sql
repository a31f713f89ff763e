-- For rows from before it is taken from what they hold; where nothing tells it, it is unknown. All of this can be done
-- again from the beginning.

-- The method alone: the route is not known any more, and the path may hold identifiers.
UPDATE idempotency_key
  SET cause = LEFT(SUBSTRING_INDEX(endpoint, ' ', 1), 100);

UPDATE outbox_event
  SET cause = LEFT(type, 60);

UPDATE inbox_event
  SET actor = consumer;

-- From here on a row without them is refused.
ALTER TABLE idempotency_key
  ALTER COLUMN actor DROP DEFAULT, ALTER COLUMN cause DROP DEFAULT;
ALTER TABLE outbox_event
  ALTER COLUMN actor DROP DEFAULT, ALTER COLUMN cause DROP DEFAULT;
ALTER TABLE inbox_event
  ALTER COLUMN tenant DROP DEFAULT, ALTER COLUMN actor DROP DEFAULT, ALTER COLUMN cause DROP DEFAULT;
