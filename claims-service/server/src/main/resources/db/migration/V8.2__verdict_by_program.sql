-- Whether a program has said it: a person and a program whose key the same person may hold are not two people.
-- Null: said before that was written down.
ALTER TABLE claim_verdict ADD COLUMN by_program BOOLEAN NULL;
