-- The checkpoint of a proof that is of an earlier transaction; otherwise the transaction's own counts.
ALTER TABLE invoice ADD COLUMN checkpoint_note TEXT NULL;
