package org.undertone.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProbabilitiesTest {

    @Test
    void namesTheMostProbableEmotion() {
        Probabilities mixed = Probabilities.of(0.61, 0, 0.24, 0, 0.15, 0, 0, 0, 0);

        assertThat(mixed.top()).isEqualTo(Emotion.ANGRY);
        assertThat(mixed).hasToString("angry 0.61, fearful 0.24, neutral 0.15");
    }

    @Test
    void ofEqualsTheFirstInIndexOrderIsTheTop() {
        assertThat(Probabilities.of(0, 0, 0.5, 0, 0.5, 0, 0, 0, 0).top()).isEqualTo(Emotion.FEARFUL);
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertThatThrownBy(() -> Probabilities.of(1)).hasMessage("probabilities: count=1 != 9");
        assertThatThrownBy(() -> Probabilities.of(0.5, 0, 0, 0, 0, 0, 0, 0, 0)).hasMessageContaining("sum to 0.5");
        assertThatThrownBy(() -> Probabilities.of(Double.NaN, 0, 0, 0, 1, 0, 0, 0, 0))
                .hasMessageContaining("angry = NaN");
    }

    @Test
    void cannotBeChangedFromOutside() {
        double[] values = {1, 0, 0, 0, 0, 0, 0, 0, 0};
        Probabilities angry = Probabilities.of(values);
        values[0] = 0;
        angry.toArray()[0] = 0;

        assertThat(angry.of(Emotion.ANGRY)).isEqualTo(1);
    }
}
