package org.undertone.inference.remote;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a server says of a tensor.
 *
 * @param name of an input or output
 * @param datatype such as {@code FP32}
 * @param shape its sizes; one that is open is {@link #OPEN}
 */
record Tensor(String name, String datatype, List<Long> shape) {

    /** 32 bits a number, little-endian. */
    static final String FP32 = "FP32";

    /** How the protocol writes a size that is left open. */
    static final long OPEN = -1;

    Tensor {
        shape = List.copyOf(shape);
    }

    /** The outputs of one window. */
    static Tensor row(String name, int columns) {
        return new Tensor(name, FP32, List.of(1L, (long) columns));
    }

    /** Whether one window's tensor of that many columns has this type and shape. */
    boolean fits(long columns) {
        return datatype.equals(FP32)
                && shape.size() == 2
                && (shape.get(0) == OPEN || shape.get(0) == 1)
                && (shape.get(1) == OPEN || shape.get(1) == columns);
    }

    /** Type and shape, such as {@code FP32 [any, 9]}. */
    String shown() {
        return datatype + " ["
                + shape.stream()
                        .map(size -> size == OPEN ? "any" : size.toString())
                        .collect(Collectors.joining(", "))
                + "]";
    }
}
