-- Each word of a person on a claim that waits for one, appended. Step is PROPOSED, DECIDED (by one person) or CONFIRMED (what
-- another has proposed). It holds for the version of the claim at which it was said, and for no later one. The cause is the
-- reason's code. Text_sealed is the note, or the bank's confirmation. All of this can be done again from the beginning.
CREATE TABLE IF NOT EXISTS claim_verdict (
  claim_id      CHAR(32)     NOT NULL,
  sequence      INT          NOT NULL,
  tenant        VARCHAR(40)  NOT NULL,
  claim_version INT          NOT NULL,
  kind          VARCHAR(16)  NOT NULL,
  step          VARCHAR(10)  NOT NULL,
  amount_fen    BIGINT       NULL,
  found_fen     BIGINT       NULL,
  nonce         CHAR(32)     NOT NULL,
  text_sealed   VARBINARY(2100) NULL,
  text_digest   CHAR(64)     NULL,
  digest        CHAR(64)     NULL,
  created_at    DATETIME(6)  NOT NULL,
  actor         VARCHAR(100) NOT NULL,
  cause         VARCHAR(60)  NOT NULL,
  PRIMARY KEY (claim_id, sequence)
);

UPDATE claim SET review_since = updated_at WHERE state = 'REVIEW' AND review_since IS NULL;
