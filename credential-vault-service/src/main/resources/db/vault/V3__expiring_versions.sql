-- Versions that are kept for a time only: trials of a secret before it is stored, and the External IDs of drafts.
ALTER TABLE credential_version ADD COLUMN purge_at timestamptz; -- null: until it is shredded
CREATE INDEX credential_version_purge ON credential_version (purge_at) WHERE purge_at IS NOT NULL;
