package org.undertone.inference.model;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.undertone.core.Emotion;

/** What the outputs of a model say of one window, wherever it ran. Immutable; for this module. */
public final class Answers {

    private final ModelDescription model;
    private final EmotionColumns columns;

    private Answers(ModelDescription model) {
        this.model = model;
        this.columns = EmotionColumns.of(model);
    }

    /** Reads them as that description says. */
    public static Answers of(ModelDescription model) {
        return new Answers(model);
    }

    /** The outputs to ask for, in that order, with the number of columns of each. */
    public Map<String, Integer> outputs() {
        Map<String, Integer> outputs = new LinkedHashMap<>();
        outputs.put(model.scores(), Emotion.all().size());
        model.doubts().ifPresent(doubts -> outputs.put(doubts, DoubtColumns.COUNT));
        return outputs;
    }

    /**
     * One window's row of each output.
     *
     * @param rows the outputs by name, at least those asked for
     * @throws ModelException if they are no probabilities
     */
    public Hearing read(Map<String, FloatBuffer> rows) {
        var probabilities = columns.read(rows.get(model.scores()));
        return model.doubts()
                .map(doubts -> new Hearing(probabilities, DoubtColumns.read(rows.get(doubts))))
                .orElseGet(() -> Hearing.of(probabilities));
    }
}
