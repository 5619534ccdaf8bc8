package org.undertone.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OwnVoiceTest {

    @Test
    void whileItIsNotKnownEveryEmotionIsAsItBegan() {
        assertThat(OwnVoice.unknown().known()).isFalse();
        assertThat(Emotion.all()).allMatch(emotion -> OwnVoice.unknown().of(emotion) == 0);
        assertThat(OwnVoice.unknown()).isNotEqualTo(OwnVoice.of(0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void itHasAFiniteNumberForEachEmotion() {
        assertThat(OwnVoice.of(2, 0, 0, 0, 0, 0, -1, 0, 0).of(Emotion.SAD)).isEqualTo(-1);
        assertThatThrownBy(() -> OwnVoice.of(1, 2)).hasMessageContaining("nine finite numbers");
        assertThatThrownBy(() -> OwnVoice.of(Double.NaN, 0, 0, 0, 0, 0, 0, 0, 0))
                .hasMessageContaining("nine finite numbers");
    }
}
