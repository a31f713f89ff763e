-- What a person's list says of an invoice's content, sealed under the same key as the document: a page of a list opens
-- some hundred bytes of each and no document. Rows from before get theirs when they are first listed. The number is above
-- those of db/platform, whose tables services share.
ALTER TABLE invoice ADD COLUMN summary BLOB NULL;
