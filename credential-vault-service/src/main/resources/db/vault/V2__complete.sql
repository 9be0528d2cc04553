-- An AWS credential without a role has an External ID and nothing to assume. Versions sealed before this column count as
-- complete: the dispatcher runs no connector that has no role, so none of the others is ever asked for.
ALTER TABLE credential_version ADD COLUMN complete boolean NOT NULL DEFAULT true;
ALTER TABLE credential_version ALTER COLUMN complete DROP DEFAULT;
