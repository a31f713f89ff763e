-- What the person has shown: a payer reads an invoice by it, and by nothing else. Empty for claims from before.
ALTER TABLE claim ADD COLUMN presentation_hash CHAR(64) NOT NULL DEFAULT '' AFTER request_digest;
