-- Every time a document number was turned into a person's id.
CREATE TABLE person_resolution (
  id                BIGINT AUTO_INCREMENT PRIMARY KEY,
  tenant            VARCHAR(40)  NOT NULL,
  actor             VARCHAR(100) NOT NULL,
  person_id         CHAR(64)     NOT NULL,
  cause             VARCHAR(80)  NOT NULL,
  at_micros         BIGINT       NOT NULL,
  traceparent       CHAR(55)     NULL,
  KEY by_person (person_id, id)
);
