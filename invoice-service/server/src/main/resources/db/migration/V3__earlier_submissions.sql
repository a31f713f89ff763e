-- Under which transactions a document came before its present one: "number used" may be of one of them.
CREATE TABLE earlier_submission (
  invoice_id        BIGINT       NOT NULL,
  ledger_id         BIGINT       NOT NULL,
  operation_index   INT          NOT NULL,
  PRIMARY KEY (invoice_id, ledger_id)
);

-- The checkpoint of a proof that is of an earlier transaction; otherwise the transaction's own counts.
ALTER TABLE invoice ADD COLUMN checkpoint_note TEXT NULL;
