-- When a leg was not to be heard, who listened in, and each reason for not tapping a leg only once.
-- Moments (..._at, paused_...) are milliseconds since 1970-01-01 UTC. No foreign keys to calls and alerts: what happened
-- in a call is kept even if the row that it belongs to could not be.

CREATE TABLE pauses (
    call_id     TEXT   NOT NULL,
    channel_id  TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    paused_from BIGINT NOT NULL,
    paused_to   BIGINT,
    PRIMARY KEY (call_id, channel_id, paused_from)
);

-- One row for each mode; end_reason is empty while it goes on.
CREATE TABLE supervisions (
    call_id    TEXT    NOT NULL,
    rule       TEXT    NOT NULL,
    episode    INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    supervisor TEXT    NOT NULL,
    mode       TEXT    NOT NULL CHECK (mode IN ('listen', 'coach', 'barge')),
    began_at   BIGINT  NOT NULL,
    ended_at   BIGINT,
    end_reason TEXT    NOT NULL,
    PRIMARY KEY (call_id, rule, episode, position)
);

DELETE FROM not_tapped WHERE EXISTS (
    SELECT 1 FROM not_tapped AS earlier
    WHERE earlier.call_id = not_tapped.call_id
      AND earlier.channel_id = not_tapped.channel_id
      AND earlier.reason = not_tapped.reason
      AND earlier.seen_at < not_tapped.seen_at
);

CREATE UNIQUE INDEX not_tapped_once ON not_tapped (call_id, channel_id, reason);
