-- Which of a payer's readings were by a consent is told by the claim that it named. Where it also read the whole document for
-- that claim, the reading counts as the consent's: it learns less. This can be done again from the beginning.
UPDATE document_access a
  JOIN consent_claim cc ON cc.tenant = a.tenant AND cc.cause = a.cause
  JOIN consent c ON c.consent_id = cc.consent_id AND c.invoice_id = a.invoice_id
  SET a.consent_id = c.consent_id
  WHERE a.consent_id IS NULL;
