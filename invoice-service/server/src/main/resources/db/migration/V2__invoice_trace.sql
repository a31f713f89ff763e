-- W3C traceparent of the message that an invoice came with: everything done for it continues that trace.
ALTER TABLE invoice ADD COLUMN traceparent CHAR(55) NULL;
