-- The consent that the register keeps and has signed, as it was handed in with the claim; empty for a claim without one.
-- One consent serves one claim. A person's claims are listed with the newest first.
ALTER TABLE claim
  ADD COLUMN consent_id CHAR(32) NULL AFTER consent_expires_at,
  ADD COLUMN consent_nonce VARCHAR(64) NULL AFTER consent_id,
  ADD COLUMN consent_signed TEXT NULL AFTER consent_nonce,
  ADD UNIQUE KEY claim_by_consent (consent_id),
  ADD UNIQUE KEY claim_by_consent_nonce (consent_nonce),
  ADD KEY claim_by_person (person_id, submitted_at, claim_id);
