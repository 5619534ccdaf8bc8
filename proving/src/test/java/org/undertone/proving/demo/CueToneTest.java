package org.undertone.proving.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CueToneTest {

    private static final int RATE = 8_000;
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final CueTone CUE = CueTone.of("!880/150,!0/80,!1175/200");

    @Test
    void isFoundWhereAllItsPartsFollowEachOther() {
        short[] samples = new short[2 * RATE];
        add(samples, 880, 1_000, 150);
        add(samples, 1175, 1_230, 200);

        CueTone.Place place = CUE.find(new ChannelSound(samples, NOON), NOON, NOON.plusMillis(1_500));

        assertThat(place.amplitude()).isCloseTo(4_000, within(200.0));
        assertThat(Duration.between(NOON, place.at()).toMillis()).isCloseTo(1_000, within(10L));
    }

    @Test
    void oneOfItsFrequenciesAloneIsNotTheTone() {
        short[] samples = new short[2 * RATE];
        add(samples, 880, 0, 2_000);

        assertThat(CUE.find(new ChannelSound(samples, NOON), NOON, NOON.plusMillis(1_500))
                        .amplitude())
                .isLessThan(200);
    }

    private static void add(short[] samples, int hertz, int atMillis, int millis) {
        int from = atMillis * RATE / 1_000;
        for (int i = from; i < from + millis * RATE / 1_000; i++) {
            samples[i] = (short) (4_000 * Math.sin(2 * Math.PI * hertz * i / RATE));
        }
    }
}
