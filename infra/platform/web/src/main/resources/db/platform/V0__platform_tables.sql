-- Tables of the platform. A service either adds classpath:db/platform to spring.flyway.locations
-- or copies this file into its own first migration.

CREATE TABLE idempotency_key (
  tenant          VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  idempotency_key VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  endpoint        VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  request_hash    BINARY(32)   NOT NULL,
  request_shape   TEXT         CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  claim           CHAR(32)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  claimed_at      DATETIME(6)  NOT NULL,
  created_at      DATETIME(6)  NOT NULL,
  answer_status   SMALLINT     NULL,
  answer_type     VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
  answer_location VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NULL,
  answer_body     MEDIUMBLOB   NULL,
  PRIMARY KEY (tenant, idempotency_key),
  KEY idempotency_key_age (created_at)
);

CREATE TABLE outbox_event (
  id          BIGINT       NOT NULL AUTO_INCREMENT,
  event_id    CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  topic       VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  aggregate   VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  type        VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tenant      VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payload     MEDIUMBLOB   NOT NULL,
  traceparent VARCHAR(55)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at  DATETIME(6)  NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY outbox_event_id (event_id)
);

-- Whoever holds the lock on this row publishes; a crash of the holder frees it.
CREATE TABLE outbox_leader (
  name VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (name)
);
INSERT INTO outbox_leader (name) VALUES ('relay');

CREATE TABLE inbox_event (
  consumer    VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  event_id    CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  received_at DATETIME(6) NOT NULL,
  PRIMARY KEY (consumer, event_id),
  KEY inbox_event_age (received_at)
);
