package org.undertone.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.evaluation.data.Clip;

/** How much labelled anger passes a threshold. */
class AngerRecallTest {

    @Test
    void whatIsLabelledAngryAndLiesAboveTheThresholdIsCaught() {
        List<HeardExample> heard = List.of(
                heard("anna", Emotion.ANGRY, 0.9),
                heard("anna", Emotion.ANGRY, 0.8),
                heard("anna", Emotion.ANGRY, 0.3),
                heard("ben", Emotion.ANGRY, 0.81),
                heard("ben", Emotion.NEUTRAL, 0.99),
                heard("cora", Emotion.NEUTRAL, 0.1));

        AngerRecall recall = AngerRecall.of(heard, 0.8, 1).orElseThrow();

        assertThat(recall.examples()).isEqualTo(4);
        assertThat(recall.speakers()).as("who is never angry tells nothing").isEqualTo(2);
        assertThat(recall.recall())
                .as("what lies at the threshold does not pass")
                .isEqualTo(0.5);
    }

    @Test
    void itsIntervalDrawsWholeSpeakers() {
        List<HeardExample> heard = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            heard.add(heard("caught", Emotion.ANGRY, 0.9));
            heard.add(heard("missed", Emotion.ANGRY, 0.1));
        }

        assertThat(AngerRecall.of(heard, 0.5, 1).orElseThrow().interval()).contains(new Interval(0, 1));
    }

    @Test
    void whereNobodyIsLabelledAngryThereIsNoRecall() {
        assertThat(AngerRecall.of(List.of(heard("anna", Emotion.NEUTRAL, 0.9)), 0.5, 1))
                .isEmpty();
    }

    private static HeardExample heard(String speaker, Emotion emotion, double angry) {
        return new HeardExample(
                new Clip(Path.of("clip.wav"), speaker, emotion.label()),
                emotion,
                Probabilities.of(angry, 0, 0, 0, 1 - angry, 0, 0, 0, 0));
    }
}
