package org.undertone.proving.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tone of a cue, looked for in what a phone heard.
 *
 * @param parts one after the other
 */
record CueTone(List<Part> parts) {

    private static final Pattern PART = Pattern.compile("!?(\\d+)(?:[+*]\\d+)?/(\\d+)");
    private static final Duration STEP = Duration.ofMillis(10);

    /**
     * A stretch of one frequency.
     *
     * @param hertz 0 for silence
     * @param after the beginning of the tone
     * @param length how long
     */
    record Part(int hertz, Duration after, Duration length) {}

    /**
     * Where the tone is most likely.
     *
     * @param at its beginning
     * @param amplitude of its weakest part, in 16-bit units: speech may have one of the frequencies, but hardly all of them
     *     one after the other
     */
    record Place(Instant at, double amplitude) {}

    /** Of a tone in Asterisk's words, such as {@code !880/150,!0/80,!1175/200}. */
    static CueTone of(String description) {
        List<Part> parts = new ArrayList<>();
        Duration after = Duration.ZERO;
        Matcher matcher = PART.matcher(description);
        while (matcher.find()) {
            Duration length = Duration.ofMillis(Long.parseLong(matcher.group(2)));
            parts.add(new Part(Integer.parseInt(matcher.group(1)), after, length));
            after = after.plus(length);
        }
        return new CueTone(parts.stream().filter(part -> part.hertz() > 0).toList());
    }

    Place find(ChannelSound heard, Instant from, Instant to) {
        Place best = new Place(from, 0);
        for (Instant at = from; at.isBefore(to); at = at.plus(STEP)) {
            Instant begin = at;
            double weakest = parts.stream()
                    .mapToDouble(part -> heard.amplitude(part.hertz(), begin.plus(part.after()), part.length()))
                    .min()
                    .orElse(0);
            best = weakest > best.amplitude() ? new Place(at, weakest) : best;
        }
        return best;
    }
}
