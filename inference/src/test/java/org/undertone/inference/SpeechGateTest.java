package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.undertone.inference.speech.HeardSpeech;
import org.undertone.inference.speech.SileroVad;

class SpeechGateTest {

    @Test
    void letsAWindowPassFromTheMinimumOn() {
        SpeechGate gate = TestingPresence.gate();

        assertThat(gate.lets(new HeardSpeech(0.2, Optional.empty()))).isTrue();
        assertThat(gate.lets(new HeardSpeech(0.19, Optional.empty()))).isFalse();
    }

    @Test
    void refusesWhatIsNoProbabilityOrNoShare() {
        try (SileroVad vad = SileroVad.open()) {
            assertThatThrownBy(() -> SpeechGate.of(vad, -45, 0.2)).hasMessageContaining("threshold=-45.0");
            assertThatThrownBy(() -> SpeechGate.of(vad, 0.5, 20)).hasMessageContaining("minimumSpeechRatio=20.0");
        }
    }
}
