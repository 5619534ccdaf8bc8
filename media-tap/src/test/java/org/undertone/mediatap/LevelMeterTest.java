package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.undertone.core.audio.AudioBlock;

class LevelMeterTest {

    private final LevelMeter meter = new LevelMeter();

    @Test
    void isMinus120BeforeAnySoundAndForSilence() {
        assertThat(meter.dbfs()).isEqualTo(-120);
        meter.add(AudioBlock.silence());
        assertThat(meter.dbfs()).isEqualTo(-120);
    }

    @Test
    void isTheRootMeanSquareOfTheLastSecond() {
        meter.add(block(16_384));
        assertThat(meter.dbfs()).isCloseTo(-6.02, within(0.01));

        for (int i = 0; i < 9; i++) {
            meter.add(AudioBlock.silence());
        }
        assertThat(meter.dbfs()).as("a tenth of the power").isCloseTo(-16.02, within(0.01));

        meter.add(AudioBlock.silence());
        assertThat(meter.dbfs()).as("a second later").isEqualTo(-120);
    }

    private static AudioBlock block(int value) {
        short[] samples = new short[AudioBlock.SAMPLES];
        Arrays.fill(samples, (short) value);
        return AudioBlock.of(samples);
    }
}
