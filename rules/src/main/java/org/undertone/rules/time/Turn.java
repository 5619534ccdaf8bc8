package org.undertone.rules.time;

import java.time.Duration;

/** Whether a text turned from one into another. Keeps two times and no values. Not thread-safe. */
public final class Turn {

    private final String from;
    private final String to;
    private final long span;
    private boolean isThere;
    private boolean wasAway;
    private long awayAt;

    /** Between these two, within such a time. */
    public Turn(String from, String to, Duration span) {
        this.from = from;
        this.to = to;
        this.span = span.toMillis();
    }

    /** Takes what it is now. */
    public void add(long now, String text) {
        isThere = text.equals(to);
        if (text.equals(from)) {
            wasAway = true;
            awayAt = now;
        }
    }

    /** Whether it is the one now, and was the other later than that time less the span. */
    public boolean happened(long now) {
        return isThere && wasAway && awayAt > now - span;
    }
}
