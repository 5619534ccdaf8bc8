package org.undertone.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.undertone.inference.model.Answers;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;

/** One run of a model on the windows of one input. */
final class OnnxRun {

    private OnnxRun() {}

    /**
     * What it says of the first of them.
     *
     * @param windows how many of the input's windows are to be told of
     * @throws ModelException if the outputs are no rows of probabilities
     */
    static List<Hearing> hear(OrtSession session, ModelDescription model, Answers answers, OnnxInput input, int windows)
            throws OrtException {
        try (OrtSession.Result result =
                session.run(input.named(model.input()), answers.outputs().keySet())) {
            Map<String, Rows> all = new HashMap<>();
            for (String output : answers.outputs().keySet()) {
                all.put(output, Rows.of(result, output, input.windows()));
            }
            List<Hearing> hearings = new ArrayList<>();
            for (int row = 0; row < windows; row++) {
                Map<String, FloatBuffer> rows = new HashMap<>();
                for (Map.Entry<String, Rows> output : all.entrySet()) {
                    rows.put(output.getKey(), output.getValue().row(row));
                }
                hearings.add(answers.read(rows));
            }
            return hearings;
        }
    }

    /** An output, a row for each window. */
    private record Rows(FloatBuffer values, int width) {

        static Rows of(OrtSession.Result result, String output, int windows) throws OrtException {
            FloatBuffer values = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
            if (values == null || values.remaining() % windows != 0) {
                throw new ModelException("the model's " + output + " is not one row of floats for each of " + windows
                        + " windows; export it with an open first dimension");
            }
            return new Rows(values, values.remaining() / windows);
        }

        FloatBuffer row(int row) {
            return values.slice(row * width, width);
        }
    }
}
