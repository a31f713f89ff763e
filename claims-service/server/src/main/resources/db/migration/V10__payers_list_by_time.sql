-- A payer's list is by time, the newest first, of all states or of one.
ALTER TABLE claim
  ADD KEY claim_by_payer_and_time (tenant, submitted_at, claim_id),
  ADD KEY claim_by_state_and_time (tenant, state, submitted_at, claim_id),
  DROP KEY claim_by_payer,
  DROP KEY claim_by_state;
