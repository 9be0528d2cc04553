-- AWS: what came of the last proof that the role asks for the External ID, and with which credential version it was had.
ALTER TABLE connector
    ADD COLUMN external_id_proof         text CHECK (external_id_proof IN ('ENFORCED', 'NOT_ENFORCED')),
    ADD COLUMN external_id_proof_version int;
GRANT UPDATE (external_id_proof, external_id_proof_version) ON connector TO connectors_engine;
