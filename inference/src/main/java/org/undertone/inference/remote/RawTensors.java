package org.undertone.inference.remote;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.remote.v2.ModelInferRequest;
import org.undertone.inference.remote.v2.ModelInferRequest.InferInputTensor;
import org.undertone.inference.remote.v2.ModelInferRequest.InferRequestedOutputTensor;
import org.undertone.inference.remote.v2.ModelInferResponse;
import org.undertone.inference.remote.v2.ModelInferResponse.InferOutputTensor;
import org.undertone.inference.remote.v2.ModelMetadataResponse;
import org.undertone.inference.remote.v2.ModelMetadataResponse.TensorMetadata;

/**
 * The messages of an inference over gRPC, with {@code raw_input_contents} and {@code raw_output_contents}: for each tensor
 * its bytes, little-endian, in the order of the tensors. Immutable.
 */
final class RawTensors {

    private final String input;
    private final Map<String, Integer> outputs;

    /**
     * Messages for a model.
     *
     * @param outputs those to ask for, with the number of columns of each
     */
    RawTensors(String input, Map<String, Integer> outputs) {
        this.input = input;
        this.outputs = outputs;
    }

    /** A request that only lacks the name of the model. */
    ModelInferRequest.Builder request(AudioWindow window) {
        byte[] bytes = new byte[window.samples() * Float.BYTES];
        window.appendTo(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder()
                .addInputs(InferInputTensor.newBuilder()
                        .setName(input)
                        .setDatatype(Tensor.FP32)
                        .addShape(1)
                        .addShape(window.samples()))
                // Nobody else has the array: no need for a copy of it.
                .addRawInputContents(UnsafeByteOperations.unsafeWrap(bytes));
        outputs.keySet()
                .forEach(name -> request.addOutputs(
                        InferRequestedOutputTensor.newBuilder().setName(name)));
        return request;
    }

    /** Reads an answer; a server may give numbers in place of bytes, for all outputs alike. */
    Map<String, FloatBuffer> read(ModelInferResponse answer) throws ServerException {
        boolean raw = answer.getRawOutputContentsCount() > 0;
        if (raw && answer.getRawOutputContentsCount() != answer.getOutputsCount()) {
            throw TensorBody.unfit("gave " + answer.getOutputsCount() + " outputs and the bytes of "
                    + answer.getRawOutputContentsCount());
        }
        Map<String, FloatBuffer> rows = new HashMap<>();
        List<String> given = new ArrayList<>();
        for (int at = 0; at < answer.getOutputsCount(); at++) {
            InferOutputTensor output = answer.getOutputs(at);
            Tensor said = new Tensor(output.getName(), output.getDatatype(), output.getShapeList());
            given.add(said.name());
            Integer columns = outputs.get(said.name());
            if (columns != null) {
                FloatBuffer values = raw ? bytes(said, answer.getRawOutputContents(at)) : numbers(output);
                rows.put(said.name(), TensorBody.row(said, columns, values));
            }
        }
        TensorBody.requireAll(outputs.keySet(), given);
        return rows;
    }

    private static FloatBuffer bytes(Tensor said, ByteString bytes) throws ServerException {
        if (bytes.size() % Float.BYTES != 0) {
            throw TensorBody.unfit("gave " + bytes.size() + " bytes for " + said.name() + " " + said.shown());
        }
        return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    private static FloatBuffer numbers(InferOutputTensor output) {
        List<Float> numbers = output.getContents().getFp32ContentsList();
        FloatBuffer values = FloatBuffer.allocate(numbers.size());
        numbers.forEach(values::put);
        return values.flip();
    }

    /** What a server says of its model. */
    static ServedModel served(ModelMetadataResponse answer) {
        return new ServedModel(tensors(answer.getInputsList()), tensors(answer.getOutputsList()));
    }

    private static List<Tensor> tensors(List<TensorMetadata> described) {
        return described.stream()
                .map(one -> new Tensor(one.getName(), one.getDatatype(), one.getShapeList()))
                .toList();
    }
}
