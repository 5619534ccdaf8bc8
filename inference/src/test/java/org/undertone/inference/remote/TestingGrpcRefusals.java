package org.undertone.inference.remote;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.undertone.inference.remote.v2.ModelInferRequest;
import org.undertone.inference.remote.v2.ModelInferRequest.InferInputTensor;
import org.undertone.inference.remote.v2.ModelInferRequest.InferRequestedOutputTensor;

/** What the protocol requires of a request over gRPC; whatever lacks it is refused with INVALID_ARGUMENT. */
final class TestingGrpcRefusals {

    private TestingGrpcRefusals() {}

    static InferInputTensor input(ModelInferRequest request, List<Tensor> inputs) {
        Tensor takes = inputs.get(0);
        if (request.getInputsCount() != 1) {
            throw refusal("expected 1 inputs but got " + request.getInputsCount() + " inputs");
        }
        InferInputTensor input = request.getInputs(0);
        if (!input.getName().equals(takes.name())) {
            throw refusal("unexpected inference input '" + input.getName() + "'");
        }
        if (!input.getDatatype().equals(takes.datatype())) {
            throw refusal(
                    "inference input data-type is '" + input.getDatatype() + "', expected '" + takes.datatype() + "'");
        }
        return input;
    }

    static float[] samples(ModelInferRequest request, InferInputTensor input, Tensor takes) {
        List<Long> shape = input.getShapeList();
        boolean fits = shape.size() == 2
                && shape.get(0) == 1
                && shape.get(1) > 0
                && (takes.shape().get(1) == Tensor.OPEN || takes.shape().get(1).equals(shape.get(1)));
        if (!fits) {
            throw refusal("unexpected shape for input '" + input.getName() + "': " + shape);
        }
        boolean raw = request.getRawInputContentsCount() > 0;
        if (raw && input.hasContents()) {
            throw refusal("contents field must not be specified when using raw_input_contents");
        }
        if (raw && request.getRawInputContentsCount() != 1) {
            throw refusal("expected 1 raw_input_contents but got " + request.getRawInputContentsCount());
        }
        float[] samples = raw ? floats(input, request.getRawInputContents(0)) : numbers(input);
        if (samples.length != shape.get(1)) {
            throw refusal("unexpected size for input '" + input.getName() + "': " + samples.length + " elements for "
                    + shape);
        }
        return samples;
    }

    private static float[] floats(InferInputTensor input, ByteString bytes) {
        if (bytes.size() % Float.BYTES != 0) {
            throw refusal("unexpected size for input '" + input.getName() + "': " + bytes.size() + " bytes");
        }
        float[] samples = new float[bytes.size() / Float.BYTES];
        bytes.asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(samples);
        return samples;
    }

    private static float[] numbers(InferInputTensor input) {
        float[] samples = new float[input.getContents().getFp32ContentsCount()];
        for (int at = 0; at < samples.length; at++) {
            samples[at] = input.getContents().getFp32Contents(at);
        }
        return samples;
    }

    static Set<String> outputs(ModelInferRequest request, List<Tensor> outputs) {
        Set<String> known = new TreeSet<>(outputs.stream().map(Tensor::name).toList());
        Set<String> asked = new TreeSet<>(request.getOutputsList().stream()
                .map(InferRequestedOutputTensor::getName)
                .toList());
        if (!known.containsAll(asked)) {
            throw refusal("unexpected inference output in " + asked + ", expected " + known);
        }
        return asked.isEmpty() ? known : asked;
    }

    private static StatusRuntimeException refusal(String what) {
        return Status.INVALID_ARGUMENT.withDescription(what).asRuntimeException();
    }
}
