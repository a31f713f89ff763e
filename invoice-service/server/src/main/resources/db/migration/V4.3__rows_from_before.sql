-- For rows from before it is taken from what they belong to; where nothing tells it, it is unknown. All of this can be
-- done again from the beginning.

-- The last allocation of a code is what moved its counter.
UPDATE number_counter c
  JOIN (SELECT code, MAX(first_id) AS first_id FROM allocation GROUP BY code) latest ON latest.code = c.code
  JOIN allocation a ON a.first_id = latest.first_id
  SET c.tenant = a.tenant, c.updated_micros = a.created_micros, c.actor = a.actor, c.cause = a.cause;

-- A person's key came with the person's first invoice.
UPDATE person_key k
  JOIN (SELECT key_ref, MIN(received_micros) AS received_micros FROM invoice GROUP BY key_ref) earliest
    ON earliest.key_ref = k.key_ref
  JOIN invoice i ON i.key_ref = earliest.key_ref AND i.received_micros = earliest.received_micros
  SET k.tenant = i.tenant, k.actor = i.actor, k.cause = i.cause;

-- It was written down when the document came again.
UPDATE earlier_submission e
  JOIN invoice i ON i.invoice_id = e.invoice_id
  JOIN ledger_transaction t ON t.id = i.ledger_id
  SET e.tenant = i.tenant, e.created_micros = t.created_micros, e.actor = i.actor, e.cause = i.cause;

-- From here on a row without them is refused.
ALTER TABLE number_counter
  ALTER COLUMN tenant DROP DEFAULT, ALTER COLUMN updated_micros DROP DEFAULT,
  ALTER COLUMN actor DROP DEFAULT, ALTER COLUMN cause DROP DEFAULT;
ALTER TABLE person_key
  ALTER COLUMN tenant DROP DEFAULT, ALTER COLUMN actor DROP DEFAULT, ALTER COLUMN cause DROP DEFAULT;
ALTER TABLE earlier_submission
  ALTER COLUMN tenant DROP DEFAULT, ALTER COLUMN created_micros DROP DEFAULT,
  ALTER COLUMN actor DROP DEFAULT, ALTER COLUMN cause DROP DEFAULT;
