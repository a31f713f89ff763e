-- Instants are microseconds since 1970-01-01T00:00:00Z: no session's time zone can shift them.
-- Every row says whose it is (tenant), when it came, who brought it (actor) and why (cause).

-- One row per transaction that the register hands to the ledger and follows until it is settled.
CREATE TABLE ledger_transaction (
  id                BIGINT AUTO_INCREMENT PRIMARY KEY,
  tenant            VARCHAR(40)  NOT NULL,
  kind              VARCHAR(12)  NOT NULL,
  subject           CHAR(32)     NOT NULL,
  member            INT          NOT NULL,
  transaction_id    CHAR(32)     NOT NULL,
  expiry_micros     BIGINT       NOT NULL,
  bytes             MEDIUMBLOB   NOT NULL,
  request_digest    BINARY(32)   NOT NULL,
  state             VARCHAR(10)  NOT NULL,
  due_micros        BIGINT       NULL,
  attempts          INT          NOT NULL DEFAULT 0,
  accepted_micros   BIGINT       NULL,
  final_micros      BIGINT       NULL,
  refusal           VARCHAR(60)  NULL,
  checkpoint_note   TEXT         NULL,
  created_micros    BIGINT       NOT NULL,
  actor             VARCHAR(100) NOT NULL,
  cause             VARCHAR(60)  NOT NULL,
  traceparent       CHAR(55)     NULL,
  UNIQUE KEY by_transaction (member, transaction_id),
  UNIQUE KEY by_subject (kind, tenant, subject, id),
  KEY by_due (due_micros)
);

CREATE TABLE batch (
  tenant            VARCHAR(40)  NOT NULL,
  batch_id          CHAR(32)     NOT NULL,
  ledger_id         BIGINT       NOT NULL,
  request_digest    BINARY(32)   NOT NULL,
  created_micros    BIGINT       NOT NULL,
  actor             VARCHAR(100) NOT NULL,
  cause             VARCHAR(60)  NOT NULL,
  PRIMARY KEY (tenant, batch_id)
);

-- sealed: check code and document, encrypted under the person's key; the bytes inside are as signed.
CREATE TABLE invoice (
  invoice_id        BIGINT       NOT NULL PRIMARY KEY,
  tenant            VARCHAR(40)  NOT NULL,
  member            INT          NOT NULL,
  business_key      BINARY(32)   NOT NULL,
  person_id         CHAR(64)     NULL,
  key_ref           CHAR(64)     NOT NULL,
  document_type     VARCHAR(24)  NOT NULL,
  total_fen         BIGINT       NOT NULL,
  claimable_fen     BIGINT       NOT NULL,
  issued_seconds    BIGINT       NOT NULL,
  commitment        BINARY(32)   NOT NULL,
  sealed            MEDIUMBLOB   NOT NULL,
  state             VARCHAR(10)  NOT NULL,
  ledger_id         BIGINT       NOT NULL,
  operation_index   INT          NOT NULL,
  outcome           VARCHAR(40)  NULL,
  outcome_code      INT          NULL,
  leaf_index        BIGINT       NULL,
  leaf              BLOB         NULL,
  path              BLOB         NULL,
  received_micros   BIGINT       NOT NULL,
  accepted_micros   BIGINT       NULL,
  final_micros      BIGINT       NULL,
  actor             VARCHAR(100) NOT NULL,
  cause             VARCHAR(60)  NOT NULL,
  UNIQUE KEY by_business_key (tenant, business_key),
  UNIQUE KEY by_operation (ledger_id, operation_index),
  KEY by_person (person_id, issued_seconds, invoice_id)
);

CREATE TABLE allocation (
  allocation_id     CHAR(32)     NOT NULL PRIMARY KEY,
  tenant            VARCHAR(40)  NOT NULL,
  hospital          VARCHAR(40)  NOT NULL,
  member            INT          NOT NULL,
  gateway_instance  VARCHAR(32)  NOT NULL,
  code              CHAR(8)      NOT NULL,
  first_id          BIGINT       NOT NULL,
  last_id           BIGINT       NOT NULL,
  state             VARCHAR(10)  NOT NULL,
  outcome           VARCHAR(40)  NULL,
  created_micros    BIGINT       NOT NULL,
  final_micros      BIGINT       NULL,
  actor             VARCHAR(100) NOT NULL,
  cause             VARCHAR(60)  NOT NULL,
  UNIQUE KEY by_first (first_id),
  KEY by_hospital (hospital, gateway_instance, first_id),
  KEY by_member (member, state, first_id)
);

CREATE TABLE number_counter (
  code              CHAR(8)      NOT NULL PRIMARY KEY,
  next_number       BIGINT       NOT NULL
);

-- One data key per person, wrapped by the register's personal-data key. Erasing the row erases the person.
CREATE TABLE person_key (
  key_ref           CHAR(64)     NOT NULL PRIMARY KEY,
  wrapped           VARBINARY(80) NOT NULL,
  created_micros    BIGINT       NOT NULL
);

CREATE TABLE status_change (
  id                BIGINT AUTO_INCREMENT PRIMARY KEY,
  tenant            VARCHAR(40)  NOT NULL,
  subject_kind      VARCHAR(12)  NOT NULL,
  subject           VARCHAR(32)  NOT NULL,
  state             VARCHAR(10)  NOT NULL,
  at_micros         BIGINT       NOT NULL,
  actor             VARCHAR(100) NOT NULL,
  cause             VARCHAR(60)  NOT NULL,
  traceparent       CHAR(55)     NULL,
  KEY by_subject (subject_kind, subject, id)
);

CREATE TABLE document_access (
  id                BIGINT AUTO_INCREMENT PRIMARY KEY,
  tenant            VARCHAR(40)  NOT NULL,
  actor             VARCHAR(100) NOT NULL,
  invoice_id        BIGINT       NOT NULL,
  what              VARCHAR(12)  NOT NULL,
  cause             VARCHAR(80)  NOT NULL,
  at_micros         BIGINT       NOT NULL,
  traceparent       CHAR(55)     NULL,
  KEY by_invoice (invoice_id, id)
);
