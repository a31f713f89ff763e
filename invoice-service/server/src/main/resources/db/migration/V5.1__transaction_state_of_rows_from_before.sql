-- Of rows from before, what they tell. All of this can be done again from the beginning.

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
