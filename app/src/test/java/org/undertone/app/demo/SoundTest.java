package org.undertone.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoundTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration AROUND = Duration.ofMillis(100);

    @Test
    void findsTheSameSoundWhereTheClocksAreABitApart() {
        short[] played = noise(1);
        Sound phone = new Sound(played, NOON);
        Sound tap = new Sound(played, NOON.plusMillis(40));

        assertThat(tap.likeness(phone, NOON.plusSeconds(2), SECOND, AROUND)).isCloseTo(1, within(1e-9));
    }

    @Test
    void anotherSoundIsNotAlike() {
        assertThat(new Sound(noise(1), NOON).likeness(new Sound(noise(2), NOON), NOON.plusSeconds(2), SECOND, AROUND))
                .isLessThan(0.1);
    }

    @Test
    void aMixtureIsHalfAlike() {
        short[] one = noise(1);
        short[] other = noise(2);
        short[] mixture = new short[one.length];
        for (int i = 0; i < mixture.length; i++) {
            mixture[i] = (short) (one[i] + other[i]);
        }

        assertThat(new Sound(mixture, NOON).likeness(new Sound(one, NOON), NOON.plusSeconds(2), SECOND, AROUND))
                .isCloseTo(Math.sqrt(0.5), within(0.05));
    }

    @Test
    void silenceIsLikeNothing() {
        Sound silence = new Sound(new short[40_000], NOON);

        assertThat(silence.likeness(new Sound(noise(1), NOON), NOON.plusSeconds(2), SECOND, AROUND))
                .isZero();
    }

    private static short[] noise(long seed) {
        Random random = new Random(seed);
        short[] samples = new short[40_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (random.nextGaussian() * 3_000);
        }
        return samples;
    }
}
