-- Each status that a claim's ledger transactions and its payment message have come to. Kind is that of the transaction
-- (RESERVE, SETTLE, RELEASE) or PAYMENT. The rows themselves say by whom, why and since when they have their present one.
-- All of this can be done again from the beginning: what is there already is left as it is.
CREATE TABLE IF NOT EXISTS status_change (
  id          BIGINT       NOT NULL AUTO_INCREMENT,
  tenant      VARCHAR(40)  NOT NULL,
  claim_id    CHAR(32)     NOT NULL,
  kind        VARCHAR(10)  NOT NULL,
  attempt     INT          NOT NULL,
  status      VARCHAR(10)  NOT NULL,
  created_at  DATETIME(6)  NOT NULL,
  actor       VARCHAR(100) NOT NULL,
  cause       VARCHAR(60)  NOT NULL,
  PRIMARY KEY (id),
  KEY status_change_by_claim (claim_id, kind, attempt, id)
);

-- Of rows from before, what they tell: first how they came, then how they ended.
INSERT INTO status_change (tenant, claim_id, kind, attempt, status, created_at, actor, cause)
  SELECT tenant, claim_id, kind, attempt, 'PENDING', created_at, actor, cause
  FROM ledger_transaction t
  WHERE NOT EXISTS (
    SELECT 1 FROM status_change s
    WHERE s.claim_id = t.claim_id AND s.kind = t.kind AND s.attempt = t.attempt AND s.status = 'PENDING');

UPDATE ledger_transaction
  SET cause = CASE WHEN outcome = 0 THEN 'LEDGER_APPLIED' ELSE CONCAT('LEDGER_', status) END
  WHERE ended_at IS NOT NULL;

INSERT INTO status_change (tenant, claim_id, kind, attempt, status, created_at, actor, cause)
  SELECT tenant, claim_id, kind, attempt, status, ended_at, actor, cause
  FROM ledger_transaction t
  WHERE ended_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM status_change s
    WHERE s.claim_id = t.claim_id AND s.kind = t.kind AND s.attempt = t.attempt AND s.status = t.status);

INSERT INTO status_change (tenant, claim_id, kind, attempt, status, created_at, actor, cause)
  SELECT tenant, claim_id, 'PAYMENT', 1, 'WRITTEN', created_at, actor, cause
  FROM bank_message m
  WHERE NOT EXISTS (
    SELECT 1 FROM status_change s
    WHERE s.claim_id = m.claim_id AND s.kind = 'PAYMENT' AND s.attempt = 1 AND s.status = 'WRITTEN');

UPDATE bank_message
  SET cause = CONCAT('BANK_', bank_status)
  WHERE bank_status IS NOT NULL;

INSERT INTO status_change (tenant, claim_id, kind, attempt, status, created_at, actor, cause)
  SELECT tenant, claim_id, 'PAYMENT', 1, bank_status, answered_at, actor, cause
  FROM bank_message m
  WHERE bank_status IS NOT NULL AND answered_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM status_change s
    WHERE s.claim_id = m.claim_id AND s.kind = 'PAYMENT' AND s.attempt = 1 AND s.status = m.bank_status);
