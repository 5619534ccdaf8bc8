package org.undertone.evaluation.data;

import java.nio.file.Path;
import java.time.Duration;
import org.undertone.core.Emotion;

/**
 * A stretch of a recording that somebody marked with an emotion.
 *
 * @param line of the table, from 1
 * @param path the recording: one party of a call
 * @param from where it begins
 * @param to where it ends; as late as can be where the whole recording is meant
 * @param emotion what it is marked with
 * @param caller whose voice it is
 */
public record MarkedSpan(int line, Path path, Duration from, Duration to, Emotion emotion, String caller) {

    /** Later than any recording ends. */
    public static final Duration END = Duration.ofDays(365);

    /** Whether it is the whole recording. */
    public boolean whole() {
        return to.equals(END);
    }

    /** How much of that stretch it shares. */
    public Duration shared(Duration start, Duration end) {
        Duration first = from.compareTo(start) > 0 ? from : start;
        Duration last = to.compareTo(end) < 0 ? to : end;
        return last.compareTo(first) > 0 ? last.minus(first) : Duration.ZERO;
    }

    /** How long it is. */
    public Duration length() {
        return to.minus(from);
    }
}
