-- What a voice sounds like over the last windows, why an assessment is doubtful, and how fast somebody speaks. NULL in rows
-- that are not scored or were written before. track_mixed and doubts are labels with commas between; rates are syllables a
-- minute, NULL until they are known.

ALTER TABLE assessments ADD COLUMN track_angry DOUBLE PRECISION;
ALTER TABLE assessments ADD COLUMN track_disgusted DOUBLE PRECISION;
ALTER TABLE assessments ADD COLUMN track_fearful DOUBLE PRECISION;
ALTER TABLE assessments ADD COLUMN track_happy DOUBLE PRECISION;
ALTER TABLE assessments ADD COLUMN track_neutral DOUBLE PRECISION;
ALTER TABLE assessments ADD COLUMN track_other DOUBLE PRECISION;
ALTER TABLE assessments ADD COLUMN track_sad DOUBLE PRECISION;
ALTER TABLE assessments ADD COLUMN track_surprised DOUBLE PRECISION;
ALTER TABLE assessments ADD COLUMN track_unknown DOUBLE PRECISION;
ALTER TABLE assessments ADD COLUMN track_top TEXT;
ALTER TABLE assessments ADD COLUMN track_mixed TEXT;
ALTER TABLE assessments ADD COLUMN doubts TEXT;
ALTER TABLE assessments ADD COLUMN articulation_rate DOUBLE PRECISION;
ALTER TABLE assessments ADD COLUMN speech_rate DOUBLE PRECISION;

ALTER TABLE alert_windows ADD COLUMN track_angry DOUBLE PRECISION;
ALTER TABLE alert_windows ADD COLUMN track_disgusted DOUBLE PRECISION;
ALTER TABLE alert_windows ADD COLUMN track_fearful DOUBLE PRECISION;
ALTER TABLE alert_windows ADD COLUMN track_happy DOUBLE PRECISION;
ALTER TABLE alert_windows ADD COLUMN track_neutral DOUBLE PRECISION;
ALTER TABLE alert_windows ADD COLUMN track_other DOUBLE PRECISION;
ALTER TABLE alert_windows ADD COLUMN track_sad DOUBLE PRECISION;
ALTER TABLE alert_windows ADD COLUMN track_surprised DOUBLE PRECISION;
ALTER TABLE alert_windows ADD COLUMN track_unknown DOUBLE PRECISION;
ALTER TABLE alert_windows ADD COLUMN track_top TEXT;
ALTER TABLE alert_windows ADD COLUMN track_mixed TEXT;
ALTER TABLE alert_windows ADD COLUMN doubts TEXT;
ALTER TABLE alert_windows ADD COLUMN articulation_rate DOUBLE PRECISION;
ALTER TABLE alert_windows ADD COLUMN speech_rate DOUBLE PRECISION;
