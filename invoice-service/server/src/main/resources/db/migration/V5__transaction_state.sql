-- A transaction's row says by whom, why and since when it has its present state. Its states before stand in
-- status_change under its batch or allocation, the first with who brought it.

ALTER TABLE ledger_transaction
  ADD COLUMN updated_micros BIGINT NOT NULL DEFAULT 0;

UPDATE ledger_transaction
  SET updated_micros = COALESCE(final_micros, accepted_micros, created_micros);

UPDATE ledger_transaction
  SET actor = 'ledger',
    cause = CASE state
      WHEN 'RELAYED' THEN 'TAKEN_BY_NODE'
      WHEN 'EXPIRED' THEN 'TRANSACTION_EXPIRED'
      ELSE COALESCE(refusal, 'LEDGER') END
  WHERE state <> 'RECEIVED';

ALTER TABLE ledger_transaction
  ALTER COLUMN updated_micros DROP DEFAULT;
