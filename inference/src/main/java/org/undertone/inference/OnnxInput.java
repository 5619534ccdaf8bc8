package org.undertone.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.undertone.core.AudioWindow;

/**
 * Memory outside the heap that a window is written to as floats and that the model reads in place. For one caller at a
 * time.
 */
final class OnnxInput implements AutoCloseable {

    private final FloatBuffer floats;
    private final OnnxTensor tensor;

    OnnxInput(OrtEnvironment environment, int samples) throws OrtException {
        floats = ByteBuffer.allocateDirect(samples * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        tensor = OnnxTensor.createTensor(environment, floats, new long[] {1, samples});
    }

    int samples() {
        return floats.capacity();
    }

    void fill(AudioWindow window) {
        floats.clear();
        window.appendTo(floats);
    }

    Map<String, OnnxTensor> named(String name) {
        return Map.of(name, tensor);
    }

    @Override
    public void close() {
        tensor.close();
    }
}
