-- What the last merge of a slice found, as a digest: a look that finds the same is not merged. Null when it is not known, or
-- when the slice does not have all of it any more, as with an asset that another slice reported later.
ALTER TABLE slice ADD COLUMN content bytea;

-- The digest of the chunk. Its assets are read once, soon: compressing them costs more than it saves.
ALTER TABLE staged_chunk ADD COLUMN content bytea;
ALTER TABLE staged_chunk ALTER COLUMN assets SET STORAGE EXTERNAL;
