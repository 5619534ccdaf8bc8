-- What a second model, in the shadow of the first, says of windows that the first one scored: the keys are those of
-- assessments. model is its name and version. No rule asks for it.

CREATE TABLE shadow_scores (
    call_id      TEXT   NOT NULL,
    channel_id   TEXT   NOT NULL,
    arrived_at   BIGINT NOT NULL,
    from_ms      BIGINT NOT NULL,
    to_ms        BIGINT NOT NULL,
    model        TEXT   NOT NULL,
    p_angry      DOUBLE PRECISION NOT NULL,
    p_disgusted  DOUBLE PRECISION NOT NULL,
    p_fearful    DOUBLE PRECISION NOT NULL,
    p_happy      DOUBLE PRECISION NOT NULL,
    p_neutral    DOUBLE PRECISION NOT NULL,
    p_other      DOUBLE PRECISION NOT NULL,
    p_sad        DOUBLE PRECISION NOT NULL,
    p_surprised  DOUBLE PRECISION NOT NULL,
    p_unknown    DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (call_id, channel_id, arrived_at, from_ms, model)
);
