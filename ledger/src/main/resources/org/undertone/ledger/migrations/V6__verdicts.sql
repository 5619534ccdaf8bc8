-- Whether people found an alert right. judged_at is milliseconds since 1970-01-01 UTC; the newest verdict is kept.

CREATE TABLE verdicts (
    call_id   TEXT    NOT NULL,
    rule      TEXT    NOT NULL,
    episode   INTEGER NOT NULL,
    verdict   TEXT    NOT NULL CHECK (verdict IN ('right', 'wrong')),
    judged_at BIGINT  NOT NULL,
    PRIMARY KEY (call_id, rule, episode),
    FOREIGN KEY (call_id, rule, episode) REFERENCES alerts (call_id, rule, episode)
);

CREATE INDEX alerts_by_moment ON alerts (fired_at);
