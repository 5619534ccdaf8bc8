package org.undertone.inference;

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
        String sha256) {

    public ModelDescription {
        labels = List.copyOf(labels);
        trained = Set.copyOf(trained);
    }

    /** Name and version, such as {@code moonshine-tiny-emotion 0.1.0}. */
    public String title() {
        return name + " " + version;
    }
}
