-- A transaction's row says by whom, why and since when it has its present state. Its states before stand in
-- status_change under its batch or allocation, the first with who brought it.

ALTER TABLE ledger_transaction
  ADD COLUMN updated_micros BIGINT NOT NULL DEFAULT 0;
