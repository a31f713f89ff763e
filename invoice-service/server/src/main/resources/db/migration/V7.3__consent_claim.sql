-- For which claims a payer has begun to read by a consent: these it may end after the person has taken it back. The
-- tenant is the payer.
CREATE TABLE consent_claim (
  consent_id        CHAR(32)     NOT NULL,
  claim_id          CHAR(32)     NOT NULL,
  tenant            VARCHAR(40)  NOT NULL,
  created_micros    BIGINT       NOT NULL,
  actor             VARCHAR(100) NOT NULL,
  cause             VARCHAR(80)  NOT NULL,
  PRIMARY KEY (consent_id, claim_id)
);
