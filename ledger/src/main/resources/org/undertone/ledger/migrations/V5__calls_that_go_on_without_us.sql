-- A call may go on when this program is stopped, and may have begun before it was started.

-- Why it is no longer followed though it may go on; null where it ended by itself.
ALTER TABLE calls ADD COLUMN end_reason TEXT;

-- 1 where it was going on when it was seen first, so that it is longer than from started_at.
ALTER TABLE calls ADD COLUMN already_going INTEGER NOT NULL DEFAULT 0;
