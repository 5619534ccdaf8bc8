package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JitterTest {

    private final Jitter jitter = new Jitter();

    @Test
    void isZeroWhenPacketsArriveAsTheyWereSampled() {
        for (int i = 0; i < 100; i++) {
            jitter.packet(i * 320, at(20L * i));
        }

        assertThat(jitter.value()).isZero();
    }

    @Test
    void isASixteenthOfTheFirstDeviationAndThenFollows() {
        jitter.packet(0, at(0));
        jitter.packet(320, at(36)); // 16 ms too late
        assertThat(jitter.value()).isEqualTo(Duration.ofMillis(1));

        jitter.packet(640, at(40)); // 16 ms too soon after it
        assertThat(jitter.value()).isEqualTo(Duration.ofNanos(1_937_500));
    }

    @Test
    void goesOnWhereTimestampsWrap() {
        jitter.packet(-160, at(0));
        jitter.packet(160, at(20));

        assertThat(jitter.value()).isZero();
    }

    @Test
    void aRestartIsNotADeviation() {
        jitter.packet(0, at(0));
        jitter.restart();
        jitter.packet(1_000_000, at(20));
        jitter.packet(1_000_320, at(40));

        assertThat(jitter.value()).isZero();
    }

    private static long at(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
