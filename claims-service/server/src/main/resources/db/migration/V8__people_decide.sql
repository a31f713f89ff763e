-- What people have decided is stored with a digest, which the reservation carries in place of the trace's. Since when a
-- claim waits for a person stands in a column of its own: it is empty for all others, whose key then never changes.
ALTER TABLE claim
  ADD COLUMN decision_digest CHAR(64) NULL AFTER trace_digest,
  ADD COLUMN review_since DATETIME(6) NULL AFTER updated_at,
  ADD KEY claim_by_review (tenant, review_since, claim_id);
