-- By which names documents know a person: HMAC-SHA-256 of the normalised name under the person's data key, so that erasing
-- the key erases them too. Persons from before get theirs when they first link an invoice.
CREATE TABLE person_name (
  person_id         CHAR(64)     NOT NULL,
  name_digest       BINARY(32)   NOT NULL,
  tenant            VARCHAR(40)  NOT NULL,
  created_micros    BIGINT       NOT NULL,
  actor             VARCHAR(100) NOT NULL,
  cause             VARCHAR(60)  NOT NULL,
  PRIMARY KEY (person_id, name_digest)
);
