-- Under which transactions a document came before its present one: "number used" may be of one of them.
CREATE TABLE earlier_submission (
  invoice_id        BIGINT       NOT NULL,
  ledger_id         BIGINT       NOT NULL,
  operation_index   INT          NOT NULL,
  PRIMARY KEY (invoice_id, ledger_id)
);
