-- What the person has shown: a payer reads an invoice by it, and by nothing else. Empty for claims from before.
-- The key finds what of a payer's waits for a person. One statement: a change of a table is committed by itself.
ALTER TABLE claim
  ADD COLUMN presentation_hash CHAR(64) NOT NULL DEFAULT '' AFTER request_digest,
  ADD KEY claim_by_state (tenant, state, claim_id);
