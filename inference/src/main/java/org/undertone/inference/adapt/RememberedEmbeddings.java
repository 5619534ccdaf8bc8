package org.undertone.inference.adapt;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.undertone.core.audio.AudioWindow;

/**
 * Embeddings of windows that are heard again with another last layer: each sound goes through the model once. It holds 12 kB a
 * window of the shipped model's. Several threads may use it.
 */
public final class RememberedEmbeddings implements Function<AudioWindow, float[]> {

    private final Function<AudioWindow, float[]> embeddings;
    private final Map<ByteBuffer, float[]> remembered = new ConcurrentHashMap<>();

    /** Remembers what those give. */
    public RememberedEmbeddings(Function<AudioWindow, float[]> embeddings) {
        this.embeddings = embeddings;
    }

    @Override
    public float[] apply(AudioWindow window) {
        ByteBuffer key = key(window);
        float[] known = remembered.get(key);
        if (known != null) {
            return known;
        }
        float[] embedding = embeddings.apply(window);
        remembered.put(key, embedding);
        return embedding;
    }

    /** Windows of the same sound are the same. */
    private static ByteBuffer key(AudioWindow window) {
        ByteBuffer bytes = ByteBuffer.allocate(window.samples() * Float.BYTES);
        FloatBuffer samples = bytes.asFloatBuffer();
        window.appendTo(samples);
        return ByteBuffer.wrap(Sha256.bytesOf(bytes.array()));
    }
}
