package org.undertone.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;

class AudioWindowTest {

    private static final LegId LEG = new LegId(new CallId("c1"), "ch1");

    @Test
    void aWindowsSoundIsItsBlocksInOrderScaledToOne() {
        AudioWindow window = new AudioWindow(ref(200), List.of(constant(16384), constant(-32768)), 0);
        FloatBuffer floats = FloatBuffer.allocate(window.samples());
        window.appendTo(floats);

        assertThat(floats.get(0)).isEqualTo(0.5f);
        assertThat(floats.get(3199)).isEqualTo(-1f);
    }

    @Test
    void levelIsRootMeanSquareRelativeToFullScale() {
        assertThat(constant(16384).levelDbfs()).isCloseTo(-6.02, within(0.01));
        assertThat(AudioBlock.silence().levelDbfs()).isEqualTo(-120);
        assertThat(new AudioWindow(ref(200), List.of(constant(16384), AudioBlock.silence()), 0).levelDbfs())
                .isCloseTo(-9.03, within(0.01));
    }

    @Test
    void refusesSoundThatDoesNotFillItsTime() {
        assertThatThrownBy(() -> new AudioWindow(ref(300), List.of(AudioBlock.silence()), 0))
                .hasMessageContaining("sound=PT0.1S != to-from=PT0.3S");
    }

    private static WindowRef ref(long millis) {
        return new WindowRef(LEG, Duration.ZERO, Duration.ofMillis(millis), Instant.EPOCH);
    }

    private static AudioBlock constant(int value) {
        short[] samples = new short[AudioBlock.SAMPLES];
        Arrays.fill(samples, (short) value);
        return AudioBlock.of(samples);
    }
}
