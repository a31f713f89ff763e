-- Who has read a person's list, and why: the same reading once a day.
CREATE TABLE person_access (
  id                BIGINT AUTO_INCREMENT PRIMARY KEY,
  tenant            VARCHAR(40)  NOT NULL,
  actor             VARCHAR(100) NOT NULL,
  person_id         CHAR(64)     NOT NULL,
  what              VARCHAR(12)  NOT NULL,
  cause             VARCHAR(80)  NOT NULL,
  at_micros         BIGINT       NOT NULL,
  traceparent       CHAR(55)     NULL,
  KEY by_person (person_id, at_micros)
);
