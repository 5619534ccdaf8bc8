package org.undertone.inference;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/**
 * Logs a failure that may come with every window: the first of each cause in full, then the 10th, 100th and so on as a
 * count. Causes are told apart by their message without its numbers. Thread-safe. For this module.
 */
public final class FailureLog {

    private static final int CAUSES = 100;
    private static final String OTHERS = "other causes";
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Logger log;
    private final String what;
    private final Map<String, Long> counts = new HashMap<>();

    /** Logs there, with those words before the cause. */
    public FailureLog(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** Logs or counts one failure. */
    public void add(Throwable failure) {
        String cause = NUMBER.matcher(failure.toString()).replaceAll("#");
        long count;
        synchronized (counts) {
            cause = counts.size() < CAUSES || counts.containsKey(cause) ? cause : OTHERS;
            count = counts.merge(cause, 1L, Long::sum);
        }
        if (count == 1) {
            log.error("{}; told again at 10, 100, 1000 times", what, failure);
        } else if (isPowerOfTen(count)) {
            log.error("{}, {} times so far: {}", what, count, failure.toString());
        }
    }

    private static boolean isPowerOfTen(long count) {
        long power = 1;
        while (power < count) {
            power *= 10;
        }
        return power == count;
    }
}
