package org.undertone.evaluation.data;

import java.nio.file.Path;
import java.util.Optional;
import org.undertone.core.Emotion;

/**
 * A labelled sound file.
 *
 * @param path where it is
 * @param speaker who speaks, by the data set's word
 * @param label what is said to be in the voice: an emotion's label, or the data set's own word where none of the nine
 *     fits, such as {@code calm}
 */
public record Clip(Path path, String speaker, String label) {

    /** The emotion, if it is one of the nine. */
    public Optional<Emotion> emotion() {
        return Emotion.ofLabel(label);
    }

    /** The file's name without its ending. */
    String name() {
        return Names.withoutEnding(path);
    }
}
