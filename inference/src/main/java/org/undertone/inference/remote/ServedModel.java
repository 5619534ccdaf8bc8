package org.undertone.inference.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.audio.AudioBlock;
import org.undertone.inference.model.Answers;
import org.undertone.inference.model.ModelDescription;

/**
 * What a server says of a model.
 *
 * @param inputs what it takes
 * @param outputs what it gives
 */
record ServedModel(List<Tensor> inputs, List<Tensor> outputs) {

    ServedModel {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Everything in which it is not the model of that description; nothing if it will do. */
    List<String> problems(ModelDescription model) {
        List<String> problems = new ArrayList<>();
        if (inputs.size() != 1) {
            problems.add("it takes " + inputs.size() + " inputs " + names(inputs) + "; it must take the sound alone");
        }
        compare("input", model.input(), samples(model.window()), inputs, problems);
        Map<String, Integer> asked = Answers.of(model).outputs();
        asked.forEach((name, columns) -> compare(
                name.equals(model.scores()) ? "outputs.scores" : "outputs.doubts", name, columns, outputs, problems));
        return problems;
    }

    private static long samples(Duration window) {
        return window.toMillis() * AudioBlock.SAMPLE_RATE / 1000;
    }

    private static void compare(String key, String name, long columns, List<Tensor> tensors, List<String> problems) {
        Optional<Tensor> found =
                tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            problems.add(key + ": it has no '" + name + "'; it has " + names(tensors));
        } else if (!found.get().fits(columns)) {
            problems.add(
                    key + ": '" + name + "' is " + found.get().shown() + "; it must be FP32 [any, " + columns + "]");
        }
    }

    private static List<String> names(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::name).toList();
    }
}
