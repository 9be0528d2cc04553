-- What is shown of an Azure or Google Cloud credential; the secrets themselves are in the vault.
ALTER TABLE connector
    ADD COLUMN application_id text,             -- Azure: the app registration whose client secret is in the vault
    ADD COLUMN client_email   text;             -- Google Cloud: the service account whose key is in the vault
GRANT UPDATE (application_id, client_email) ON connector TO connectors_api;
