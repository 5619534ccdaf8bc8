package org.undertone.evaluation.fit;

import org.undertone.core.Emotion;
import org.undertone.evaluation.data.Clip;

/**
 * A window of a site's recordings. Its sound is gone by now.
 *
 * @param clip the recording, with the caller and the label
 * @param emotion the label
 * @param embedding what the model knows of it; shared, and not written to
 */
public record SiteWindow(Clip clip, Emotion emotion, Embedding embedding) {

    /** An embedding: an array that compares by what it is, not by its numbers. */
    public static final class Embedding {

        private final float[] values;

        /** Takes the array as its own. */
        public Embedding(float[] values) {
            this.values = values;
        }

        float[] values() {
            return values;
        }
    }

    /** Who speaks. */
    public String caller() {
        return clip.speaker();
    }
}
