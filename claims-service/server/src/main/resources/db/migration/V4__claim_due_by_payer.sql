-- Each payer's due claims are looked for by themselves: what waits for one must not be read past for another.
ALTER TABLE claim ADD KEY claim_due_by_payer (tenant, next_attempt_at);
