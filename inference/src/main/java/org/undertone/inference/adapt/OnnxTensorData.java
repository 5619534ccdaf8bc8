package org.undertone.inference.adapt;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.undertone.inference.adapt.onnx.Tensor;

/** 32-bit numbers that an ONNX file holds. Immutable by agreement: arrays are shared within this package. */
final class OnnxTensorData {

    private static final int FLOAT = 1;

    private final int[] dimensions;
    private final float[] values;

    OnnxTensorData(int[] dimensions, float[] values) {
        this.dimensions = dimensions;
        this.values = values;
    }

    /** Empty of other kinds of numbers, and where they stand in a file beside it. */
    static Optional<OnnxTensorData> of(Tensor tensor) {
        int[] dimensions =
                tensor.getDimsList().stream().mapToInt(Long::intValue).toArray();
        int count = 1;
        for (int dimension : dimensions) {
            count *= dimension;
        }
        float[] values = tensor.hasRawData() ? raw(tensor.getRawData()) : plain(tensor);
        return tensor.getDataType() == FLOAT && values.length == count
                ? Optional.of(new OnnxTensorData(dimensions, values))
                : Optional.empty();
    }

    private static float[] raw(ByteString bytes) {
        float[] values = new float[bytes.size() / Float.BYTES];
        bytes.asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private static float[] plain(Tensor tensor) {
        float[] values = new float[tensor.getFloatDataCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.getFloatData(i);
        }
        return values;
    }

    float[] values() {
        return values;
    }

    /** Its columns as rows. */
    OnnxTensorData turned(int columns) {
        int rows = values.length / columns;
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return new OnnxTensorData(new int[] {columns, rows}, turned);
    }

    /** The tensor with these numbers instead, under the same name. */
    Tensor into(Tensor tensor) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        Tensor.Builder made = tensor.toBuilder().clearDims().clearFloatData().setRawData(ByteString.copyFrom(raw));
        for (int dimension : dimensions) {
            made.addDims(dimension);
        }
        return made.build();
    }
}
