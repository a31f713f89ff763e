-- What a person agreed that a payer reads, as it was signed; tenant, actor and cause are those of its last change.
-- field_names: separated by commas, in the order of the document. expires_at: text as it is signed, in UTC; a number of
-- microseconds would lose digits of it. revoked_micros: null while it stands.
CREATE TABLE consent (
  consent_id        CHAR(32)      NOT NULL PRIMARY KEY,
  tenant            VARCHAR(40)   NOT NULL,
  person_id         CHAR(64)      NOT NULL,
  invoice_id        BIGINT        NOT NULL,
  payer             VARCHAR(40)   NOT NULL,
  purpose           VARCHAR(40)   NOT NULL,
  field_names       VARCHAR(200)  NOT NULL,
  presentation_hash CHAR(64)      NOT NULL,
  nonce             CHAR(22)      NOT NULL,
  expires_at        VARCHAR(30)   NOT NULL,
  jws               VARCHAR(1000) NOT NULL,
  created_micros    BIGINT        NOT NULL,
  revoked_micros    BIGINT        NULL,
  actor             VARCHAR(100)  NOT NULL,
  cause             VARCHAR(60)   NOT NULL,
  KEY by_person (person_id, created_micros, consent_id),
  KEY by_invoice (invoice_id)
);
