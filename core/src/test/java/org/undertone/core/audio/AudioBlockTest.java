package org.undertone.core.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudioBlockTest {

    @Test
    void countsTheSamplesThatStandAtTheLimitBesideAnother() {
        short[] samples = new short[AudioBlock.SAMPLES];
        fill(samples, 100, 1, 32_767);
        fill(samples, 200, 2, 32_767);
        fill(samples, 300, 5, -32_768);
        fill(samples, 400, 3, 30_473);
        fill(samples, 500, 1, 32_000);
        fill(samples, 501, 1, -32_000);
        fill(samples, AudioBlock.SAMPLES - 2, 2, 30_474);

        assertThat(AudioBlock.of(samples).clippedSamples())
                .as("a peak of one sample is none, nor one that goes from one limit to the other")
                .isEqualTo(2 + 5 + 2);
        assertThat(AudioBlock.silence().clippedSamples()).isZero();
    }

    private static void fill(short[] samples, int from, int count, int value) {
        for (int i = from; i < from + count; i++) {
            samples[i] = (short) value;
        }
    }
}
