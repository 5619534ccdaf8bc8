package org.undertone.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.undertone.core.Doubt;

class DoubtColumnsTest {

    @Test
    void musicComesFirstAndThenSeveralSpeakers() {
        assertThat(read(0.25f, 0.5f)).isEqualTo(Map.of(Doubt.MUSIC, 0.25, Doubt.SEVERAL_SPEAKERS, 0.5));
        assertThat(read(-1e-4f, 1 + 1e-4f)).isEqualTo(Map.of(Doubt.MUSIC, 0.0, Doubt.SEVERAL_SPEAKERS, 1.0));
    }

    @Test
    void whatIsNoPairOfProbabilitiesIsRefused() {
        assertThatThrownBy(() -> read(0.5f))
                .isInstanceOf(ModelException.class)
                .hasMessage("the model gave 1 doubts for one window, not two");
        assertThatThrownBy(() -> read(0.5f, 3))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("3.0 for its doubt several-speakers")
                .hasMessageContaining("must end in a sigmoid");
        assertThatThrownBy(() -> read(Float.NaN, 0)).hasMessageContaining("NaN for its doubt music");
    }

    private static Map<Doubt, Double> read(float... row) {
        return DoubtColumns.read(FloatBuffer.wrap(row));
    }
}
