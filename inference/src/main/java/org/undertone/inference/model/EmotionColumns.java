package org.undertone.inference.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;

/**
 * Which emotion each column of a model's scores is, by label. Lists of emotion2vec+ may say {@code 生气/angry} (the last
 * part counts), {@code <unk>} (unknown), and {@code unuse_0} for a column of no emotion; such a column is left out and
 * the rest scaled to sum to 1, which is what masking it to minus infinity before the softmax gives.
 */
public final class EmotionColumns {

    private static final double TOLERANCE = 1e-3;

    private final List<String> labels;
    private final List<Optional<Emotion>> emotions;

    private EmotionColumns(List<String> labels, List<Optional<Emotion>> emotions) {
        this.labels = labels;
        this.emotions = emotions;
    }

    /** The columns of a description that was read without problems. */
    public static EmotionColumns of(ModelDescription model) {
        return new EmotionColumns(
                model.labels(),
                model.labels().stream().map(EmotionColumns::emotion).toList());
    }

    /** What is wrong with that list of labels; nothing if it is usable. */
    static List<String> problems(List<String> labels) {
        List<String> problems = new ArrayList<>();
        if (labels.size() != Emotion.all().size()) {
            problems.add("has " + labels.size() + " labels; it must have nine, one a column of the scores");
        }
        Set<Emotion> seen = EnumSet.noneOf(Emotion.class);
        for (String label : labels) {
            Optional<Emotion> emotion = emotion(label);
            if (emotion.isEmpty() && !isUnused(label)) {
                problems.add("'" + label + "' is not an emotion; allowed are " + allowed() + ", <unk>, unuse...");
            } else if (emotion.isPresent() && !seen.add(emotion.get())) {
                problems.add("'" + label + "' stands twice");
            }
        }
        return problems;
    }

    /** The emotion of that label; empty for one that is none. */
    public static Optional<Emotion> emotion(String label) {
        String plain = plain(label);
        return plain.equals("<unk>") ? Optional.of(Emotion.UNKNOWN) : Emotion.ofLabel(plain);
    }

    /** The labels that Undertone uses, for messages. */
    static String allowed() {
        return String.join(", ", Emotion.all().stream().map(Emotion::label).toList());
    }

    private static boolean isUnused(String label) {
        return plain(label).startsWith("unuse");
    }

    private static String plain(String label) {
        return label.substring(label.lastIndexOf('/') + 1).strip().toLowerCase(Locale.ROOT);
    }

    /**
     * One row of scores as probabilities.
     *
     * @throws ModelException if it is not nine probabilities that sum to 1 within 0.001
     */
    public Probabilities read(FloatBuffer scores) {
        if (scores.remaining() != emotions.size()) {
            throw new ModelException("the model gave " + scores.remaining() + " scores for one window, not nine");
        }
        double[] values = new double[emotions.size()];
        double all = 0;
        double used = 0;
        for (int column = 0; column < emotions.size(); column++) {
            double score = scores.get(scores.position() + column);
            // Written so that NaN is refused too.
            if (!(score >= -TOLERANCE && score <= 1 + TOLERANCE)) {
                throw new ModelException("the model gave " + score + " for " + labels.get(column)
                        + ", which is not a probability; its graph must end in a softmax");
            }
            all += score;
            if (emotions.get(column).isPresent()) {
                double value = Math.max(0, score);
                values[emotions.get(column).get().index()] = value;
                used += value;
            }
        }
        if (Math.abs(all - 1) > TOLERANCE || used < TOLERANCE) {
            throw new ModelException("the model's scores sum to " + all + " (" + used
                    + " for its emotions), not 1; its graph must end in a softmax");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= used;
        }
        return Probabilities.of(values);
    }
}
