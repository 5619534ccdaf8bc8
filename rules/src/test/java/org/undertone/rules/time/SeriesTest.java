package org.undertone.rules.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeriesTest {

    private static final long HOP = 500;

    private final Series series = new Series();

    @Test
    void meansAndExtremesAreOfTheSpanAlone() {
        Aggregate mean = series.aggregate(TimeFunction.AVG, Duration.ofSeconds(2));
        Aggregate max = series.aggregate(TimeFunction.MAX, Duration.ofSeconds(2));
        Aggregate min = series.aggregate(TimeFunction.MIN, Duration.ofSeconds(2));
        add(9, 1, 2, 3, 6);

        assertThat(mean.value(2_500)).isEqualTo(3);
        assertThat(max.value(2_500)).isEqualTo(6);
        assertThat(min.value(2_500)).isEqualTo(1);
        assertThat(mean.value(4_000)).as("only the newest is later than 2 s").isEqualTo(6);
        assertThat(mean.value(60_000)).as("nothing is").isZero();
    }

    @Test
    void risingIsTheRiseOfTheLineOverTheSpan() {
        Aggregate rising = series.aggregate(TimeFunction.RISING, Duration.ofSeconds(4));
        add(0.1, 0.2);
        assertThat(rising.value(1_000)).as("too few to tell").isZero();
        add2(3, 0.3, 0.4, 0.5, 0.6);

        assertThat(rising.value(3_000)).as("0.2 a second").isCloseTo(0.8, within(1e-9));
        add2(7, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6);
        assertThat(rising.value(7_500)).isCloseTo(0, within(1e-9));
    }

    @Test
    void countIsOfStretchesAndNotOfWindows() {
        Aggregate count = series.aggregate(TimeFunction.COUNT, Duration.ofSeconds(3));
        add(1, 1, 0, 1, 0, 0);
        assertThat(count.value(3_000)).isEqualTo(2);
        assertThat(count.value(4_000)).as("the first is over").isEqualTo(1);
        assertThat(count.value(9_000)).isZero();
    }

    @Test
    void aTurnIsFromTheOneToTheOtherInTime() {
        Turn turn = new Turn("neutral", "angry", Duration.ofSeconds(2));
        turn.add(1_000, "angry");
        assertThat(turn.happened(1_000)).as("never neutral").isFalse();
        turn.add(1_500, "neutral");
        turn.add(2_000, "sad");
        assertThat(turn.happened(2_000)).isFalse();
        turn.add(2_500, "angry");
        assertThat(turn.happened(2_500)).isTrue();
        assertThat(turn.happened(3_500)).as("too long ago").isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = "CHANGED", mode = EnumSource.Mode.EXCLUDE)
    void isWhatAPlainCountOverAllValuesSays(TimeFunction function) {
        Random random = new Random(7);
        long span = 30_000;
        Aggregate aggregate = series.aggregate(function, Duration.ofMillis(span));
        series.aggregate(TimeFunction.AVG, Duration.ofMinutes(2));
        List<double[]> all = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 5_000; i++) {
            now += HOP * (1 + (random.nextInt(20) == 0 ? random.nextInt(100) : 0));
            double value = function == TimeFunction.COUNT ? random.nextInt(2) : random.nextDouble();
            all.add(new double[] {now, value});
            series.add(now, value);
            assertThat(aggregate.value(now)).isCloseTo(plain(function, all, now, span), within(1e-6));
        }
    }

    @Test
    void windowsThatComeTooFastAreLeftOutSoThatMemoryIsBounded() {
        Aggregate mean = series.aggregate(TimeFunction.AVG, Series.LONGEST);
        for (long now = 100; now <= 1_200_000; now += 100) {
            series.add(now, now <= 600_000 ? 0 : 1);
        }

        assertThat(series.next()).isLessThanOrEqualTo(2L * Series.MOST_SAMPLES);
        assertThat(mean.value(1_200_000)).isEqualTo(1);
        assertThat(mean.value(1_500_000)).isEqualTo(1);
    }

    private static double plain(TimeFunction function, List<double[]> all, long now, long span) {
        List<double[]> in = all.stream().filter(each -> each[0] > now - span).toList();
        double[] values = in.stream().mapToDouble(each -> each[1]).toArray();
        return switch (function) {
            case AVG -> java.util.Arrays.stream(values).average().orElse(0);
            case MAX -> java.util.Arrays.stream(values).max().orElse(0);
            case MIN -> java.util.Arrays.stream(values).min().orElse(0);
            case COUNT -> stretches(values);
            default -> slope(in, span);
        };
    }

    private static double stretches(double[] values) {
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            count += values[i] != 0 && (i == 0 || values[i - 1] == 0) ? 1 : 0;
        }
        return count;
    }

    private static double slope(List<double[]> in, long span) {
        double meanT = in.stream().mapToDouble(each -> each[0]).average().orElse(0);
        double meanX = in.stream().mapToDouble(each -> each[1]).average().orElse(0);
        double top = in.stream()
                .mapToDouble(each -> (each[0] - meanT) * (each[1] - meanX))
                .sum();
        double below = in.stream()
                .mapToDouble(each -> (each[0] - meanT) * (each[0] - meanT))
                .sum();
        boolean told = in.size() >= 3 && 2 * (in.get(in.size() - 1)[0] - in.get(0)[0]) >= span;
        return told ? top / below * span : 0;
    }

    private void add(double... values) {
        add2(1, values);
    }

    /** From the window of that number on, two a second. */
    private void add2(int first, double... values) {
        for (int i = 0; i < values.length; i++) {
            series.add((first + i) * HOP, values[i]);
        }
    }
}
