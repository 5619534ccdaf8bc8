package org.undertone.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.inference.TestingModels;

class EmotionColumnsTest {

    private static final String SEED =
            "['生气/angry', unuse_0, unuse_1, '开心/happy', '中立/neutral', unuse_2, '难过/sad', unuse_3, '<unk>']";

    @TempDir
    private Path temp;

    @Test
    void columnsAreFoundByLabelWhateverTheirOrder() {
        EmotionColumns columns = columns("[unknown, sad, angry, happy, neutral, other, disgusted, surprised, fearful]");

        Probabilities read = columns.read(row(0, 0.7f, 0.2f, 0, 0, 0, 0, 0, 0.1f));

        assertThat(read.of(Emotion.SAD)).isCloseTo(0.7, within(1e-6));
        assertThat(read.of(Emotion.ANGRY)).isCloseTo(0.2, within(1e-6));
        assertThat(read.of(Emotion.FEARFUL)).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void columnsOfNoEmotionAreLeftOutAndTheRestSumsToOne() {
        Probabilities read = columns(SEED).read(row(0.2f, 0.25f, 0.25f, 0.1f, 0.2f, 0, 0, 0, 0));

        assertThat(read.of(Emotion.ANGRY)).isCloseTo(0.4, within(1e-6));
        assertThat(read.of(Emotion.DISGUSTED)).isZero();
        assertThat(read.of(Emotion.HAPPY)).isCloseTo(0.2, within(1e-6));
        assertThat(read.of(Emotion.NEUTRAL)).isCloseTo(0.4, within(1e-6));
    }

    @Test
    void roundingOfAFloatSoftmaxIsForgiven() {
        Probabilities read = columns(TestingModels.ALL).read(row(1.0000001f, 0, 0, 0, 0, 0, 0, 0, -1e-8f));

        assertThat(read.of(Emotion.ANGRY)).isEqualTo(1);
        assertThat(read.of(Emotion.UNKNOWN)).isZero();
    }

    @Test
    void whatIsNoDistributionIsRefused() {
        EmotionColumns columns = columns(TestingModels.ALL);

        assertThatThrownBy(() -> columns.read(row(Float.NaN, 0, 0, 0, 1, 0, 0, 0, 0)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("NaN for angry");
        assertThatThrownBy(() -> columns.read(row(7, -6, 0, 0, 0, 0, 0, 0, 0)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("7.0 for angry");
        assertThatThrownBy(() -> columns.read(row(0.5f, 0, 0, 0, 0, 0, 0, 0, 0)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("sum to 0.5");
        assertThatThrownBy(() -> columns.read(row(1)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("1 scores");
        assertThatThrownBy(() -> columns(SEED).read(row(0, 1, 0, 0, 0, 0, 0, 0, 0)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("0.0 for its emotions");
    }

    private EmotionColumns columns(String labels) {
        return EmotionColumns.of(
                TestingModels.load(temp, "testing-loudness", Map.of("labels", labels, "trained", "[angry]"))
                        .description());
    }

    private static FloatBuffer row(float... scores) {
        return FloatBuffer.wrap(scores);
    }
}
