package org.undertone.inference.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.undertone.core.Emotion;

/**
 * What {@code model.yaml} says of the model beside it. Its keys {@code licence}, {@code data}, {@code figures} and
 * {@code limits} are for people and not kept here.
 *
 * @param name such as {@code moonshine-tiny-emotion}
 * @param version such as {@code 0.1.0}
 * @param description one line for people
 * @param labels nine, one a column of the scores, as the model's author writes them
 * @param trained the emotions that the model was trained to tell; it gives every other one exactly 0
 * @param sampleRate of the sound that it takes, in Hz; always 16000
 * @param window the length of sound that it was made for
 * @param input the graph's input: f32 [b, samples], raw sound in -1..1
 * @param scores the graph's output of probabilities: f32 [b, 9]
 * @param doubts the graph's output of doubts, if it has one: f32 [b, 2], how probable it is that music plays, and that
 *     more than one person speaks
 * @param embedding the graph's output of embeddings: f32 [b, embeddingSize]
 * @param embeddingSize the number of values in an embedding
 * @param sha256 of {@code model.onnx}, 64 hexadecimal digits in lower case
 * @param parent the model that it was adapted from, where it was
 */
public record ModelDescription(
        String name,
        String version,
        String description,
        List<String> labels,
        Set<Emotion> trained,
        int sampleRate,
        Duration window,
        String input,
        String scores,
        Optional<String> doubts,
        String embedding,
        int embeddingSize,
        String sha256,
        Optional<Parent> parent) {

    public ModelDescription {
        labels = List.copyOf(labels);
        trained = Set.copyOf(trained);
    }

    /**
     * The model that another was adapted from.
     *
     * @param name such as {@code moonshine-tiny-emotion}
     * @param version such as {@code 0.4.0}
     * @param sha256 of its {@code model.onnx}
     */
    public record Parent(String name, String version, String sha256) {

        private static final int TOLD = 12;

        /** Such as {@code moonshine-tiny-emotion 0.4.0 (sha256 9e9c78088be5…)}. */
        public String title() {
            return name + " " + version + " (sha256 " + sha256.substring(0, Math.min(TOLD, sha256.length())) + "…)";
        }
    }

    /** What each column of the scores tells, as live windows are read; empty for one that tells no emotion. */
    public List<Optional<Emotion>> columns() {
        return labels.stream().map(EmotionColumns::emotion).toList();
    }

    /** Name and version, such as {@code moonshine-tiny-emotion 0.1.0}. */
    public String title() {
        return name + " " + version;
    }

    /** The same, and what it was adapted from where it was. */
    public String titleWithParent() {
        return title() + parent.map(from -> ", adapted from " + from.title()).orElse("");
    }
}
