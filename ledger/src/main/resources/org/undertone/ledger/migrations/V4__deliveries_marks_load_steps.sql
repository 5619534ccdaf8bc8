-- What an alert says and when it ended, marks, what is to be delivered, and the steps in which the load was shed.
-- labels, annotations and alert_values are JSON objects of texts. Moments (..._at) are milliseconds since 1970-01-01 UTC.

ALTER TABLE alerts ADD COLUMN labels TEXT NOT NULL DEFAULT '{}';
ALTER TABLE alerts ADD COLUMN annotations TEXT NOT NULL DEFAULT '{}';
ALTER TABLE alerts ADD COLUMN alert_values TEXT NOT NULL DEFAULT '{}';
ALTER TABLE alerts ADD COLUMN until_ms BIGINT;
ALTER TABLE alerts ADD COLUMN ended_at BIGINT;

ALTER TABLE tickets ADD COLUMN body TEXT NOT NULL DEFAULT '';

CREATE TABLE marks (
    call_id    TEXT    NOT NULL,
    rule       TEXT    NOT NULL,
    episode    INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    channel_id TEXT    NOT NULL,
    audio_ms   BIGINT  NOT NULL,
    marked_at  BIGINT  NOT NULL,
    label      TEXT    NOT NULL,
    PRIMARY KEY (call_id, rule, episode, position),
    FOREIGN KEY (call_id, rule, episode) REFERENCES alerts (call_id, rule, episode)
);

-- The outbox. position is that of the action in its alert, part tells apart what one action sends to several people.
-- body is final: a repeat sends the same. No row is sent before the waiting ones of its call and destination with smaller ids.
CREATE TABLE deliveries (
    id              BIGINT  NOT NULL PRIMARY KEY,
    call_id         TEXT    NOT NULL,
    rule            TEXT    NOT NULL,
    episode         INTEGER NOT NULL,
    position        INTEGER NOT NULL,
    part            INTEGER NOT NULL,
    destination     TEXT    NOT NULL,
    verb            TEXT    NOT NULL,
    idempotency_key TEXT    NOT NULL,
    body            TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
    created_at      BIGINT  NOT NULL,
    next_try_at     BIGINT  NOT NULL,
    give_up_at      BIGINT  NOT NULL,
    attempts        INTEGER NOT NULL,
    last_error      TEXT    NOT NULL,
    delivered_at    BIGINT,
    UNIQUE (call_id, rule, episode, position, part),
    FOREIGN KEY (call_id, rule, episode) REFERENCES alerts (call_id, rule, episode)
);

CREATE INDEX deliveries_due ON deliveries (state, destination, next_try_at);

CREATE INDEX deliveries_of_call ON deliveries (call_id, destination, state, id);

INSERT INTO counters (name, value) VALUES ('delivery', 0);

-- utilisation is the share of their time that the workers were asked for; above 1 where there was too much.
CREATE TABLE load_steps (
    stepped_at  BIGINT NOT NULL,
    from_level  TEXT   NOT NULL,
    to_level    TEXT   NOT NULL,
    utilisation DOUBLE PRECISION NOT NULL,
    lateness_ms BIGINT NOT NULL
);

CREATE INDEX load_steps_by_moment ON load_steps (stepped_at);

-- Who it is among all ledgers: one row, made when it is opened first. Linked ids of two Asterisks may be the same.
CREATE TABLE ledger_identity (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id  TEXT    NOT NULL
);
