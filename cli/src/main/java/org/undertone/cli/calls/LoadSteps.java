package org.undertone.cli.calls;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.undertone.cli.TextColumns;
import org.undertone.core.event.LoadStep;
import org.undertone.ledger.Ledger;
import org.undertone.wire.LoadStepsMessage;
import org.undertone.wire.WireJson;

/** The moments at which less, or more, was heard from then on, the newest first. */
final class LoadSteps {

    private static final List<String> HEAD = List.of("WHEN", "FROM", "TO", "DEMAND", "WAITED");

    private final List<LoadStep> steps;
    private final Moments moments;

    private LoadSteps(List<LoadStep> steps, ZoneId zone) {
        this.steps = steps;
        this.moments = new Moments(zone);
    }

    /** The newest of those that the ledger has. */
    static LoadSteps read(Ledger ledger, int limit, ZoneId zone) {
        List<LoadStep> all = new ArrayList<>(ledger.loads().since(Instant.EPOCH));
        Collections.reverse(all);
        return new LoadSteps(all.stream().limit(limit).toList(), zone);
    }

    String text() {
        if (steps.isEmpty()) {
            return String.format("There were no steps of the load: everything was heard as the settings say.%n");
        }
        return TextColumns.text(HEAD, steps.stream().map(this::row).toList());
    }

    private List<String> row(LoadStep step) {
        return List.of(
                moments.day(step.at()),
                step.from().label(),
                step.to().label(),
                String.format(Locale.ROOT, "%.0f %%", 100 * step.demand()),
                step.waited().toMillis() + " ms");
    }

    String json() {
        return WireJson.text(LoadStepsMessage.of(steps));
    }
}
