package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.undertone.core.audio.AudioBlock;

class DigitalSilenceTest {

    private final DigitalSilence silence = new DigitalSilence();

    @Test
    void lastsAsLongAsNothingButZerosArrives() {
        assertThat(silence.length()).isZero();

        silence.add(AudioBlock.silence(), 0);
        silence.add(AudioBlock.silence(), 0);

        assertThat(silence.length()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void endsWithTheFirstSampleThatIsNotZero() {
        silence.add(AudioBlock.silence(), 0);

        silence.add(faintest(), 0);
        assertThat(silence.length()).isZero();

        silence.add(AudioBlock.silence(), 0);
        assertThat(silence.length()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void whatNeverArrivedNeitherLengthensNorEndsIt() {
        silence.add(AudioBlock.silence(), 0);

        silence.add(AudioBlock.silence(), AudioBlock.SAMPLES);
        silence.add(AudioBlock.silence(), 1);
        assertThat(silence.length()).isEqualTo(Duration.ofMillis(100));

        silence.add(AudioBlock.silence(), 0);
        assertThat(silence.length()).isEqualTo(Duration.ofMillis(200));
    }

    private static AudioBlock faintest() {
        short[] samples = new short[AudioBlock.SAMPLES];
        samples[AudioBlock.SAMPLES - 1] = -1;
        return AudioBlock.of(samples);
    }
}
