package org.undertone.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.undertone.evaluation.Evaluation;
import org.undertone.evaluation.Evaluation.Measured;
import org.undertone.evaluation.figures.Mixtures;

/** How well mixed emotions are recognised, beside listeners and chance; a column for each line. */
final class MixtureTable {

    private static final String NONE = "–";

    private final List<Measured> measured;

    MixtureTable(Evaluation evaluation) {
        this.measured = evaluation.measured().stream()
                .filter(one -> one.mixtures().isPresent())
                .toList();
    }

    /** What the table is about; empty where nobody voted. */
    String introduction() {
        return mixtures()
                .findFirst()
                .map(first -> first.mixed() + " of " + first.clips()
                        + " clips are mixed: two emotions have a quarter of"
                        + " the listeners' votes each, or more. Listeners are asked against the votes of the others.")
                .orElse("");
    }

    List<String> head() {
        List<String> head = new ArrayList<>(List.of("whole clips"));
        measured.forEach(one -> head.add("model, " + one.line().label()));
        head.addAll(List.of("listeners", "by chance"));
        return head;
    }

    /** None where nobody voted. */
    List<List<String>> rows() {
        return mixtures().findFirst().map(this::rows).orElse(List.of());
    }

    private List<List<String>> rows(Mixtures first) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(
                "the second highest score tells mixed clips from the others: AUC",
                one -> one.auc().isPresent() ? NumberText.two(one.auc().getAsDouble()) : NONE,
                NONE,
                NumberText.two(0.5)));
        first.topTwo().ifPresent(top -> {
            rows.add(row(
                    "mixed clips: the two highest are the listeners' two",
                    one -> one.topTwo()
                            .map(two -> NumberText.percent(two.model()))
                            .orElse(NONE),
                    NumberText.percent(top.twoListeners()),
                    NumberText.percent(top.chance())));
            rows.add(row(
                    "mixed clips: the highest is one of the two",
                    one -> one.topTwo()
                            .map(two -> NumberText.percent(two.modelFirst()))
                            .orElse(NONE),
                    NumberText.percent(top.oneListener()),
                    NumberText.percent(top.chanceFirst())));
        });
        rows.add(row(
                "distance of the scores to the votes (Jensen-Shannon, 0 to 1)",
                one -> NumberText.two(one.distance()),
                NONE,
                NumberText.two(first.uniformDistance()) + "; mean votes " + NumberText.two(first.priorDistance())));
        return rows;
    }

    private List<String> row(String what, Function<Mixtures, String> model, String listeners, String chance) {
        return Stream.of(Stream.of(what), mixtures().map(model), Stream.of(listeners, chance))
                .flatMap(cells -> cells)
                .toList();
    }

    private Stream<Mixtures> mixtures() {
        return measured.stream().flatMap(one -> one.mixtures().stream());
    }
}
