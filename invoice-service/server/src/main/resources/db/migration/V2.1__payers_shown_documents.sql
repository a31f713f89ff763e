-- A payer learns whose document it was shown for a claim, and of nobody else.
ALTER TABLE document_access ADD KEY by_cause (tenant, cause, invoice_id);
