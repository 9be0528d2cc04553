-- Attempts that their pollers handed back because they stopped: they do not count towards those that a run may lose.
ALTER TABLE run ADD COLUMN handed_back int NOT NULL DEFAULT 0;
