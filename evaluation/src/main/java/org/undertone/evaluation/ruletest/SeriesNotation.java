package org.undertone.evaluation.ruletest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Series as in promtool's unit tests, a value a window: {@code 0.1x4} is 0.1 and the same four times more, {@code 0.1+0.2x3}
 * rises by 0.2 three times, {@code _} and {@code _x3} leave the value as it was. Besides, {@code silencex4},
 * {@code notscoredx4} and {@code unheardx4} are four windows without speech, not scored, and without anything.
 */
public final class SeriesNotation {

    private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
    private static final Pattern EXPANDED = Pattern.compile(NUMBER + "(?:([+-]\\d+(?:\\.\\d+)?))?x(\\d{1,5})");
    private static final Pattern MARK = Pattern.compile("(_|silence|notscored|unheard)(?:x(\\d{1,5}))?");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int MOST = 20_000;

    private SeriesNotation() {}

    /** What is told of a window. */
    enum Kind {
        VALUE,
        SAME,
        SILENCE,
        NOT_SCORED,
        UNHEARD
    }

    /**
     * One place in a series.
     *
     * @param value of {@link Kind#VALUE}; else 0
     */
    record Sample(Kind kind, double value) {}

    /**
     * The samples of a series.
     *
     * @throws IllegalArgumentException in words for its author
     */
    public static List<Sample> read(String text) {
        List<Sample> samples = new ArrayList<>();
        for (String word : SPACE.split(text.strip(), -1)) {
            samples.addAll(word(word));
            if (samples.size() > MOST) {
                throw new IllegalArgumentException("has more than " + MOST + " windows");
            }
        }
        return samples;
    }

    private static List<Sample> word(String word) {
        Matcher mark = MARK.matcher(word);
        if (mark.matches()) {
            int times = mark.group(2) == null ? 1 : Integer.parseInt(mark.group(2));
            return Collections.nCopies(times, new Sample(kind(mark.group(1)), 0));
        }
        Matcher expanded = EXPANDED.matcher(word);
        if (expanded.matches()) {
            double first = Double.parseDouble(expanded.group(1));
            double step = expanded.group(2) == null ? 0 : Double.parseDouble(expanded.group(2));
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i <= Integer.parseInt(expanded.group(3)); i++) {
                samples.add(new Sample(Kind.VALUE, first + i * step));
            }
            return samples;
        }
        try {
            return List.of(new Sample(Kind.VALUE, Double.parseDouble(word)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + word + "' is none of 0.8, 0.8x10, 0.1+0.2x3, _, _x3, silencex4," + " notscoredx4, unheardx4");
        }
    }

    private static Kind kind(String mark) {
        return switch (mark) {
            case "silence" -> Kind.SILENCE;
            case "notscored" -> Kind.NOT_SCORED;
            case "unheard" -> Kind.UNHEARD;
            default -> Kind.SAME;
        };
    }
}
