-- No claim is taken without a consent that the register keeps and has signed.
ALTER TABLE claim
  MODIFY consent_id CHAR(32) NOT NULL,
  MODIFY consent_nonce VARCHAR(64) NOT NULL,
  MODIFY consent_signed TEXT NOT NULL;
