package org.undertone.evaluation.adapt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.undertone.core.Emotion;
import org.undertone.core.audio.AudioWindow;
import org.undertone.evaluation.Cut;
import org.undertone.evaluation.Evaluation.Measured;
import org.undertone.evaluation.EvaluationPlan;
import org.undertone.evaluation.Evaluator;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.data.Dataset;
import org.undertone.evaluation.data.Datasets;
import org.undertone.inference.adapt.LastLayer;
import org.undertone.inference.adapt.LayerScorer;
import org.undertone.inference.adapt.RememberedEmbeddings;
import org.undertone.inference.files.AudioFiles;
import org.undertone.inference.model.ModelDescription;

/** Labelled speech that an adapted model must not hear worse; each of its sounds goes through the model once. For one thread. */
final class CardSet {

    private static final EvaluationPlan PLAN =
            new EvaluationPlan(List.of(Line.CLEAN, Line.PHONE), OptionalInt.empty(), 1, 2);

    private final Dataset dataset;
    private final ModelDescription model;
    private final AudioFiles files;
    private final RememberedEmbeddings embeddings;
    private final List<Measured> before = new ArrayList<>();

    CardSet(Path folder, ModelDescription model, AudioFiles files, Function<AudioWindow, float[]> embeddings) {
        this.dataset = Datasets.open(folder);
        this.model = model;
        this.files = files;
        this.embeddings = new RememberedEmbeddings(embeddings);
    }

    String title() {
        return dataset.title();
    }

    /** Whether somebody is angry in it. */
    boolean holdsAnger() {
        return dataset.clips().stream()
                .anyMatch(clip -> clip.emotion().filter(Emotion.ANGRY::equals).isPresent());
    }

    /** A row for each line. The first time it takes minutes, later the parent's figures are known. */
    List<SetChange> compare(LastLayer parent, LastLayer adapted) {
        if (before.isEmpty()) {
            before.addAll(measured(parent));
        }
        List<Measured> after = measured(adapted);
        List<SetChange> changes = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            changes.add(SetChange.of(dataset.title(), before.get(i), after.get(i)));
        }
        return changes;
    }

    private List<Measured> measured(LastLayer layer) {
        return new Evaluator(new LayerScorer(model, embeddings, layer), files)
                .run(dataset, PLAN, (heard, all) -> {}).measured().stream()
                        .filter(measured -> measured.cut() == Cut.WINDOWS)
                        .toList();
    }
}
