-- Times are UTC with microseconds; amounts are fen. Every row says whose it is, when it was written,
-- by whom and why. Columns named *_sealed hold personal data under a key of the tenant.

CREATE TABLE plan_version (
  tenant         VARCHAR(40)  NOT NULL,
  plan_id        VARCHAR(60)  NOT NULL,
  effective_from DATE         NOT NULL,
  effective_to   DATE         NULL,
  content        MEDIUMTEXT   NOT NULL,
  digest         CHAR(64)     NOT NULL,
  official       BOOLEAN      NOT NULL,
  created_at     DATETIME(6)  NOT NULL,
  actor          VARCHAR(100) NOT NULL,
  cause          VARCHAR(60)  NOT NULL,
  PRIMARY KEY (tenant, plan_id, effective_from)
);

CREATE TABLE coverage (
  tenant         VARCHAR(40)  NOT NULL,
  person_id      CHAR(64)     NOT NULL,
  policy         VARCHAR(64)  NOT NULL,
  plan_id        VARCHAR(60)  NOT NULL,
  valid_from     DATE         NOT NULL,
  valid_to       DATE         NULL,
  account_sealed VARBINARY(255) NOT NULL,
  updated_at     DATETIME(6)  NOT NULL,
  actor          VARCHAR(100) NOT NULL,
  cause          VARCHAR(60)  NOT NULL,
  PRIMARY KEY (tenant, person_id, policy)
);

CREATE TABLE coverage_history (
  id             BIGINT       NOT NULL AUTO_INCREMENT,
  tenant         VARCHAR(40)  NOT NULL,
  person_id      CHAR(64)     NOT NULL,
  policy         VARCHAR(64)  NOT NULL,
  plan_id        VARCHAR(60)  NOT NULL,
  valid_from     DATE         NOT NULL,
  valid_to       DATE         NULL,
  created_at     DATETIME(6)  NOT NULL,
  actor          VARCHAR(100) NOT NULL,
  cause          VARCHAR(60)  NOT NULL,
  PRIMARY KEY (id),
  KEY coverage_history_by_policy (tenant, person_id, policy, id)
);

CREATE TABLE accumulator (
  tenant              VARCHAR(40)  NOT NULL,
  person_id           CHAR(64)     NOT NULL,
  plan_id             VARCHAR(60)  NOT NULL,
  benefit_year        INT          NOT NULL,
  deductible_used_fen BIGINT       NOT NULL,
  in_scope_used_fen   BIGINT       NOT NULL,
  paid_fen            BIGINT       NOT NULL,
  admissions          INT          NOT NULL,
  version             INT          NOT NULL,
  updated_at          DATETIME(6)  NOT NULL,
  actor               VARCHAR(100) NOT NULL,
  cause               VARCHAR(60)  NOT NULL,
  PRIMARY KEY (tenant, person_id, plan_id, benefit_year),
  CONSTRAINT accumulator_not_below_zero
    CHECK (deductible_used_fen >= 0 AND in_scope_used_fen >= 0 AND paid_fen >= 0 AND admissions >= 0)
);

CREATE TABLE admission (
  tenant              VARCHAR(40)  NOT NULL,
  person_id           CHAR(64)     NOT NULL,
  plan_id             VARCHAR(60)  NOT NULL,
  benefit_year        INT          NOT NULL,
  admission_key       VARCHAR(60)  NOT NULL,
  ordinal             INT          NOT NULL,
  deductible_used_fen BIGINT       NOT NULL,
  updated_at          DATETIME(6)  NOT NULL,
  actor               VARCHAR(100) NOT NULL,
  cause               VARCHAR(60)  NOT NULL,
  PRIMARY KEY (tenant, person_id, plan_id, benefit_year, admission_key)
);

CREATE TABLE accumulator_entry (
  id                  BIGINT       NOT NULL AUTO_INCREMENT,
  tenant              VARCHAR(40)  NOT NULL,
  person_id           CHAR(64)     NOT NULL,
  plan_id             VARCHAR(60)  NOT NULL,
  benefit_year        INT          NOT NULL,
  claim_id            CHAR(32)     NULL,
  kind                VARCHAR(10)  NOT NULL,
  deductible_used_fen BIGINT       NOT NULL,
  in_scope_used_fen   BIGINT       NOT NULL,
  paid_fen            BIGINT       NOT NULL,
  admission_key       VARCHAR(60)  NULL,
  created_at          DATETIME(6)  NOT NULL,
  actor               VARCHAR(100) NOT NULL,
  cause               VARCHAR(60)  NOT NULL,
  PRIMARY KEY (id),
  KEY accumulator_entry_by_claim (claim_id, id),
  KEY accumulator_entry_by_person (tenant, person_id, plan_id, benefit_year, id)
);

-- live is 1 while the claim holds its benefit on its invoice and NULL once it does not: a second
-- claim for the same benefit is refused here before the ledger refuses it.
CREATE TABLE claim (
  claim_id        CHAR(32)     NOT NULL,
  tenant          VARCHAR(40)  NOT NULL,
  submitted_by    VARCHAR(40)  NOT NULL,
  invoice_id      BIGINT       NOT NULL,
  person_id       CHAR(64)     NOT NULL,
  policy          VARCHAR(64)  NOT NULL,
  request_digest  CHAR(64)     NOT NULL,
  consent_digest  CHAR(64)     NOT NULL,
  consent_expires_at DATETIME(6) NOT NULL,
  benefit_digest  CHAR(64)     NOT NULL,
  live            TINYINT      NULL,
  state           VARCHAR(24)  NOT NULL,
  version         INT          NOT NULL,
  facts_sealed    MEDIUMBLOB   NULL,
  plan_id         VARCHAR(60)  NULL,
  effective_from  DATE         NULL,
  plan_official   BOOLEAN      NULL,
  amount_fen      BIGINT       NULL,
  person_share_fen BIGINT      NULL,
  remaining_fen   BIGINT       NULL,
  readjudications INT          NOT NULL,
  trace_json      MEDIUMTEXT   NULL,
  trace_digest    CHAR(64)     NULL,
  refusal_code    VARCHAR(60)  NULL,
  traceparent     VARCHAR(60)  NULL,
  submitted_at    DATETIME(6)  NOT NULL,
  updated_at      DATETIME(6)  NOT NULL,
  actor           VARCHAR(100) NOT NULL,
  cause           VARCHAR(60)  NOT NULL,
  attempts        INT          NOT NULL,
  next_attempt_at DATETIME(6)  NULL,
  lease_owner     CHAR(32)     NULL,
  lease_until     DATETIME(6)  NULL,
  PRIMARY KEY (claim_id),
  UNIQUE KEY claim_one_live (tenant, invoice_id, benefit_digest, live),
  KEY claim_by_payer (tenant, claim_id),
  KEY claim_due (next_attempt_at)
);

CREATE TABLE claim_history (
  claim_id    CHAR(32)     NOT NULL,
  sequence    INT          NOT NULL,
  tenant      VARCHAR(40)  NOT NULL,
  state       VARCHAR(24)  NOT NULL,
  created_at  DATETIME(6)  NOT NULL,
  actor       VARCHAR(100) NOT NULL,
  cause       VARCHAR(60)  NOT NULL,
  PRIMARY KEY (claim_id, sequence)
);

-- The exact bytes that were signed, kept before they are first sent.
CREATE TABLE ledger_transaction (
  claim_id       CHAR(32)     NOT NULL,
  kind           VARCHAR(10)  NOT NULL,
  attempt        INT          NOT NULL,
  tenant         VARCHAR(40)  NOT NULL,
  transaction_id CHAR(32)     NOT NULL,
  expires_at     DATETIME(6)  NOT NULL,
  content        MEDIUMBLOB   NOT NULL,
  status         VARCHAR(10)  NOT NULL,
  outcome        INT          NULL,
  created_at     DATETIME(6)  NOT NULL,
  ended_at       DATETIME(6)  NULL,
  actor          VARCHAR(100) NOT NULL,
  cause          VARCHAR(60)  NOT NULL,
  PRIMARY KEY (claim_id, kind, attempt)
);

-- One payment message per claim, for ever.
CREATE TABLE bank_message (
  claim_id        CHAR(32)     NOT NULL,
  tenant          VARCHAR(40)  NOT NULL,
  message_id      VARCHAR(35)  NOT NULL,
  amount_fen      BIGINT       NOT NULL,
  content_sealed  MEDIUMBLOB   NOT NULL,
  bank_status     VARCHAR(4)   NULL,
  answer_sealed   MEDIUMBLOB   NULL,
  answer_digest   CHAR(64)     NULL,
  created_at      DATETIME(6)  NOT NULL,
  answered_at     DATETIME(6)  NULL,
  actor           VARCHAR(100) NOT NULL,
  cause           VARCHAR(60)  NOT NULL,
  PRIMARY KEY (claim_id),
  UNIQUE KEY bank_message_by_id (message_id)
);
