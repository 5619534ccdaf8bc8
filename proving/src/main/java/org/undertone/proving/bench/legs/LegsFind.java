package org.undertone.proving.bench.legs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.undertone.config.yaml.Durations;
import org.undertone.proving.bench.measure.FigureText;
import org.undertone.proving.bench.measure.Tally;

/** Looks for the number of legs that a machine carries: doubles or halves it until it is enclosed, then bisects. */
final class LegsFind {

    static final double MOST_UTILISATION = 0.7;
    static final double MOST_MILLIS = 150;

    /** A window in a thousand may be overtaken by its successor. */
    private static final double MOST_LOST = 0.001;

    /** Enclosed to a twentieth is near enough. */
    private static final double NEAR = 0.05;

    /** The share of the machine that other programs may take without spoiling a try. */
    private static final double MOST_OTHERS = 0.03;

    private static final int TRIES = 3;
    private static final int MOST_LEGS = 10_000;

    private final Function<LegsPlan, LegsRun> bench;
    private final Consumer<String> progress;

    LegsFind(Function<LegsPlan, LegsRun> bench, Consumer<String> progress) {
        this.bench = bench;
        this.progress = progress;
    }

    /**
     * What was found.
     *
     * @param tried all runs, in order
     * @param carried the most legs that were carried; 0 if not even one was
     */
    record Found(List<LegsRun> tried, int carried) {

        /** The run with the most legs that were carried, or the last if none was. */
        LegsRun best() {
            return tried.stream()
                    .filter(run -> run.plan().legs() == carried)
                    .findFirst()
                    .orElse(tried.get(tried.size() - 1));
        }
    }

    /** Begins with that plan's number of legs. */
    Found from(LegsPlan plan) {
        List<LegsRun> tried = new ArrayList<>();
        int carried = 0;
        int tooMany = MOST_LEGS + 1;
        int legs = Math.min(plan.legs(), MOST_LEGS);
        while (tooMany - carried > Math.max(1, NEAR * carried)) {
            LegsRun run = undisturbed(plan.withLegs(legs));
            tried.add(run);
            progress.accept(line(run));
            if (carries(run)) {
                carried = legs;
            } else {
                tooMany = legs;
            }
            if (tooMany > MOST_LEGS) {
                legs = Math.min(MOST_LEGS, 2 * legs);
            } else {
                legs = carried == 0 ? legs / 2 : (carried + tooMany) / 2;
            }
        }
        return new Found(tried, carried);
    }

    /** A try beside other programs is made again, a few times. */
    private LegsRun undisturbed(LegsPlan plan) {
        LegsRun run = bench.apply(plan);
        for (int again = 1; again < TRIES && run.others() > MOST_OTHERS; again++) {
            progress.accept(plan.legs() + " legs once more: other programs took " + FigureText.percent(run.others()));
            run = bench.apply(plan);
        }
        return run;
    }

    static boolean carries(LegsRun run) {
        Tally.Counts counts = run.counts();
        return run.utilisation() <= MOST_UTILISATION
                && counts.scored() > 0
                && counts.millisToAssessment().quantile(0.99) <= MOST_MILLIS
                && counts.lost() <= MOST_LOST * counts.all();
    }

    private static String line(LegsRun run) {
        return run.plan().legs() + " legs at hop " + Durations.format(run.plan().hop()) + ": utilisation "
                + FigureText.percent(run.utilisation()) + ", p99 "
                + FigureText.number(run.counts().millisToAssessment().quantile(0.99), 0) + " ms, "
                + (carries(run) ? "carried" : "too many");
    }
}
