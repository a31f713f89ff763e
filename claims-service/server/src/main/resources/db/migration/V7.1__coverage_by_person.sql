-- What a person is insured for with all payers.
ALTER TABLE coverage ADD KEY coverage_by_person (person_id, tenant, policy);
