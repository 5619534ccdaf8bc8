package org.undertone.proving.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChannelSoundTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration AROUND = Duration.ofMillis(100);

    @Test
    void findsTheSameSoundWhereTheClocksAreABitApart() {
        short[] played = noise(1);
        ChannelSound phone = new ChannelSound(played, NOON);
        ChannelSound tap = new ChannelSound(played, NOON.plusMillis(40));

        assertThat(tap.likeness(phone, NOON.plusSeconds(2), SECOND, AROUND)).isCloseTo(1, within(1e-9));
    }

    @Test
    void anotherSoundIsNotAlike() {
        assertThat(new ChannelSound(noise(1), NOON)
                        .likeness(new ChannelSound(noise(2), NOON), NOON.plusSeconds(2), SECOND, AROUND))
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

        assertThat(new ChannelSound(mixture, NOON)
                        .likeness(new ChannelSound(one, NOON), NOON.plusSeconds(2), SECOND, AROUND))
                .isCloseTo(Math.sqrt(0.5), within(0.05));
    }

    @Test
    void theGainOfAVoiceIsToldWhateverElseIsHeard() {
        short[] one = noise(1);
        short[] other = noise(2);
        short[] mixture = new short[one.length];
        for (int i = 0; i < mixture.length; i++) {
            mixture[i] = (short) (one[i] / 2 + 2 * other[i]);
        }
        ChannelSound heard = new ChannelSound(mixture, NOON);

        assertThat(heard.projection(new ChannelSound(one, NOON.plusMillis(40)), NOON.plusSeconds(2), SECOND, AROUND)
                        .gain())
                .isCloseTo(0.5, within(0.1));
        assertThat(heard.projection(new ChannelSound(noise(3), NOON), NOON.plusSeconds(2), SECOND, AROUND)
                        .gain())
                .isLessThan(0.2);
    }

    @Test
    void aToneHasItsAmplitudeAtItsOwnFrequency() {
        short[] tone = new short[8_000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (5_000 * Math.sin(2 * Math.PI * 880 * i / 8_000));
        }
        ChannelSound sound = new ChannelSound(tone, NOON);

        assertThat(sound.amplitude(880, NOON.plusMillis(100), Duration.ofMillis(150)))
                .isCloseTo(5_000, within(50.0));
        assertThat(sound.amplitude(1175, NOON.plusMillis(100), Duration.ofMillis(150)))
                .isLessThan(200);
        assertThat(sound.amplitude(880, NOON.plusMillis(900), Duration.ofMillis(150)))
                .isZero();
    }

    @Test
    void silenceIsLikeNothing() {
        ChannelSound silence = new ChannelSound(new short[40_000], NOON);

        assertThat(silence.likeness(new ChannelSound(noise(1), NOON), NOON.plusSeconds(2), SECOND, AROUND))
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
