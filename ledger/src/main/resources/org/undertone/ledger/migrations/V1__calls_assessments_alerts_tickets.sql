-- The first schema: plain SQL that SQLite and PostgreSQL both take.
-- Moments (..._at, tapped_...) are milliseconds since 1970-01-01 UTC; ..._ms are milliseconds of audio time or lengths.
-- Phone numbers of customers are not stored.

CREATE TABLE calls (
    call_id    TEXT   NOT NULL PRIMARY KEY,
    profile    TEXT   NOT NULL,
    queue      TEXT   NOT NULL,
    did        TEXT   NOT NULL,
    agent      TEXT   NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at   BIGINT
);

CREATE INDEX calls_by_start ON calls (started_at);

-- No foreign key from the next three to calls: they come from other threads and must not be refused
-- because the row of their call is late.

CREATE TABLE taps (
    call_id     TEXT   NOT NULL,
    channel_id  TEXT   NOT NULL,
    role        TEXT   NOT NULL,
    tapped_from BIGINT NOT NULL,
    tapped_to   BIGINT,
    set_up_ms   BIGINT NOT NULL,
    end_reason  TEXT,
    PRIMARY KEY (call_id, channel_id, tapped_from)
);

-- channel_id is empty where the whole call was not tapped.
CREATE TABLE not_tapped (
    call_id    TEXT   NOT NULL,
    channel_id TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    seen_at    BIGINT NOT NULL,
    PRIMARY KEY (call_id, channel_id, seen_at, reason)
);

-- arrived_at is part of the key because audio time starts anew when a leg is tapped again.
CREATE TABLE assessments (
    call_id      TEXT   NOT NULL,
    channel_id   TEXT   NOT NULL,
    arrived_at   BIGINT NOT NULL,
    from_ms      BIGINT NOT NULL,
    to_ms        BIGINT NOT NULL,
    kind         TEXT   NOT NULL CHECK (kind IN ('scored', 'no-speech', 'not-scored')),
    reason       TEXT,
    p_angry      DOUBLE PRECISION,
    p_disgusted  DOUBLE PRECISION,
    p_fearful    DOUBLE PRECISION,
    p_happy      DOUBLE PRECISION,
    p_neutral    DOUBLE PRECISION,
    p_other      DOUBLE PRECISION,
    p_sad        DOUBLE PRECISION,
    p_surprised  DOUBLE PRECISION,
    p_unknown    DOUBLE PRECISION,
    speech_ratio DOUBLE PRECISION,
    level_dbfs   DOUBLE PRECISION,
    quality      DOUBLE PRECISION,
    PRIMARY KEY (call_id, channel_id, arrived_at, from_ms)
);

CREATE TABLE alerts (
    call_id        TEXT    NOT NULL,
    rule           TEXT    NOT NULL,
    episode        INTEGER NOT NULL,
    channel_id     TEXT    NOT NULL,
    since_ms       BIGINT  NOT NULL,
    fired_audio_ms BIGINT  NOT NULL,
    fired_at       BIGINT  NOT NULL,
    rule_version   TEXT    NOT NULL,
    PRIMARY KEY (call_id, rule, episode)
);

-- A copy, not a reference: assessments may be dropped under load, evidence may not.
CREATE TABLE alert_windows (
    call_id      TEXT    NOT NULL,
    rule         TEXT    NOT NULL,
    episode      INTEGER NOT NULL,
    position     INTEGER NOT NULL,
    channel_id   TEXT    NOT NULL,
    arrived_at   BIGINT  NOT NULL,
    from_ms      BIGINT  NOT NULL,
    to_ms        BIGINT  NOT NULL,
    p_angry      DOUBLE PRECISION NOT NULL,
    p_disgusted  DOUBLE PRECISION NOT NULL,
    p_fearful    DOUBLE PRECISION NOT NULL,
    p_happy      DOUBLE PRECISION NOT NULL,
    p_neutral    DOUBLE PRECISION NOT NULL,
    p_other      DOUBLE PRECISION NOT NULL,
    p_sad        DOUBLE PRECISION NOT NULL,
    p_surprised  DOUBLE PRECISION NOT NULL,
    p_unknown    DOUBLE PRECISION NOT NULL,
    speech_ratio DOUBLE PRECISION NOT NULL,
    level_dbfs   DOUBLE PRECISION NOT NULL,
    quality      DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (call_id, rule, episode, position),
    FOREIGN KEY (call_id, rule, episode) REFERENCES alerts (call_id, rule, episode)
);

CREATE TABLE tickets (
    number     BIGINT  NOT NULL PRIMARY KEY,
    call_id    TEXT    NOT NULL,
    rule       TEXT    NOT NULL,
    episode    INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    subject    TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('open', 'closed')),
    created_at BIGINT  NOT NULL,
    UNIQUE (call_id, rule, episode, position),
    FOREIGN KEY (call_id, rule, episode) REFERENCES alerts (call_id, rule, episode)
);

-- What was done on the PBX, one row a try.
CREATE TABLE actions (
    call_id  TEXT    NOT NULL,
    rule     TEXT    NOT NULL,
    episode  INTEGER NOT NULL,
    position INTEGER NOT NULL,
    verb     TEXT    NOT NULL,
    outcome  TEXT    NOT NULL CHECK (outcome IN ('done', 'failed', 'skipped')),
    detail   TEXT    NOT NULL,
    done_at  BIGINT  NOT NULL,
    PRIMARY KEY (call_id, rule, episode, position),
    FOREIGN KEY (call_id, rule, episode) REFERENCES alerts (call_id, rule, episode)
);

-- A counter of our own, so that the number of an erased ticket is never given again.
CREATE TABLE counters (
    name  TEXT   NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

INSERT INTO counters (name, value) VALUES ('ticket', 0);
