-- By which consent a payer read: one that did not show the person's document tells it nobody's number. Null: it was shown
-- the whole document.
ALTER TABLE document_access ADD COLUMN consent_id CHAR(32) NULL;
