package org.undertone.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.undertone.core.audio.AudioWindow;

/**
 * Memory outside the heap that windows are written to as floats and that the model reads in place. For one caller at a
 * time.
 */
final class OnnxInput implements AutoCloseable {

    private final int samples;
    private final FloatBuffer floats;
    private final OnnxTensor tensor;

    /** Room for windows of one length. */
    OnnxInput(OrtEnvironment environment, int windows, int samples) throws OrtException {
        this.samples = samples;
        this.floats = ByteBuffer.allocateDirect(windows * samples * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        this.tensor = OnnxTensor.createTensor(environment, floats, new long[] {windows, samples});
    }

    /** How long a window is. */
    int samples() {
        return samples;
    }

    /** How many there is room for. */
    int windows() {
        return floats.capacity() / samples;
    }

    void fill(AudioWindow window) {
        fill(List.of(window));
    }

    /** Writes them one behind the other, and silence into the room that is left. */
    void fill(List<AudioWindow> windows) {
        floats.clear();
        windows.forEach(window -> window.appendTo(floats));
        while (floats.hasRemaining()) {
            floats.put(0);
        }
    }

    Map<String, OnnxTensor> named(String name) {
        return Map.of(name, tensor);
    }

    @Override
    public void close() {
        tensor.close();
    }
}
