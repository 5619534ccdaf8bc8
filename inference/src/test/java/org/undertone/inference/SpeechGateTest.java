package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.undertone.core.AudioBlock;
import org.undertone.core.AudioWindow;

class SpeechGateTest {

    private final SpeechGate gate = new SpeechGate(-45, 0.2);

    @Test
    void theRatioIsTheShareOfBlocksLouderThanTheThreshold() {
        // 100 of 32768 is -50.3 dBFS, 300 is -40.8 dBFS.
        List<AudioBlock> blocks = List.of(Sounds.block(100), Sounds.block(300), Sounds.block(300), Sounds.block(0));

        assertThat(gate.speechRatio(Sounds.window(Sounds.LEG, 0, blocks, 0))).isEqualTo(0.5);
        assertThat(gate.speechRatio(Sounds.silence())).isZero();
    }

    @Test
    void letsAWindowPassFromTheMinimumOn() {
        AudioWindow oneInFive = Sounds.window(
                Sounds.LEG,
                0,
                List.of(Sounds.block(3000), Sounds.block(0), Sounds.block(0), Sounds.block(0), Sounds.block(0)),
                0);

        assertThat(gate.lets(gate.speechRatio(oneInFive))).isTrue();
        assertThat(gate.lets(0.19)).isFalse();
    }

    @Test
    void refusesWhatIsNoLevelOrNoShare() {
        assertThatThrownBy(() -> new SpeechGate(3, 0.2)).hasMessageContaining("thresholdDbfs=3.0");
        assertThatThrownBy(() -> new SpeechGate(-45, 20)).hasMessageContaining("minimumSpeechRatio=20.0");
    }
}
