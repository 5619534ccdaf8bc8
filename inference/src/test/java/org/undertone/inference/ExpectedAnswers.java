package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.EmotionColumns;
import org.undertone.inference.onnx.OnnxScorer;

/** What PyTorch gives for sounds of several lengths, as {@code export_emotion2vec.py --expected} writes it. */
final class ExpectedAnswers {

    private static final int LABELS = 9;

    private ExpectedAnswers() {}

    /** Compares every score and every value of every embedding; returns how many sounds there were. */
    static int compare(Path csv, OnnxScorer scorer, double tolerance) throws IOException {
        List<String> rows = Files.readAllLines(csv);
        for (String row : rows) {
            double[] values = Arrays.stream(row.split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            AudioWindow window = sound((int) values[0]);
            compareScores(Arrays.copyOfRange(values, 1, 1 + LABELS), scorer, window, tolerance);
            float[] embedding = scorer.embedding(window);
            assertThat(embedding).hasSize(values.length - 1 - LABELS);
            assertThat(IntStream.range(0, embedding.length)
                            .mapToDouble(i -> Math.abs(embedding[i] - values[1 + LABELS + i]))
                            .max()
                            .orElseThrow())
                    .isLessThan(tolerance);
        }
        return rows.size();
    }

    private static void compareScores(double[] expected, OnnxScorer scorer, AudioWindow window, double tolerance) {
        Probabilities heard = scorer.score(window).probabilities();
        double told = 0;
        for (int column = 0; column < LABELS; column++) {
            String label = scorer.model().labels().get(column);
            if (EmotionColumns.emotion(label).isPresent()) {
                Emotion emotion = EmotionColumns.emotion(label).get();
                assertThat(heard.of(emotion)).as(label).isCloseTo(expected[column], within(tolerance));
                told += heard.of(emotion);
            }
        }
        assertThat(told).isCloseTo(1, within(1e-6));
    }

    /** The same whole numbers as {@code sound} in {@code export_emotion2vec.py}. */
    private static AudioWindow sound(int samples) {
        List<AudioBlock> blocks = IntStream.range(0, samples / AudioBlock.SAMPLES)
                .mapToObj(block -> {
                    short[] sound = new short[AudioBlock.SAMPLES];
                    for (int i = 0; i < sound.length; i++) {
                        long place = (long) block * AudioBlock.SAMPLES + i;
                        sound[i] = (short) ((place * place % 7919 - 3960) * (1 + place / 1600 % 4));
                    }
                    return AudioBlock.of(sound);
                })
                .toList();
        return Sounds.window(Sounds.LEG, 0, blocks, 0);
    }
}
