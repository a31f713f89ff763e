-- Who failed to link which number, to bound guesses; a row goes when it no longer counts. One that succeeded leaves none.
CREATE TABLE link_attempt (
  attempt_id        CHAR(32)     NOT NULL PRIMARY KEY,
  tenant            VARCHAR(40)  NOT NULL,
  person_id         CHAR(64)     NOT NULL,
  invoice_id        BIGINT       NOT NULL,
  at_micros         BIGINT       NOT NULL,
  actor             VARCHAR(100) NOT NULL,
  cause             VARCHAR(60)  NOT NULL,
  KEY by_person (person_id, at_micros),
  KEY by_invoice (invoice_id, at_micros),
  KEY by_time (at_micros)
);
