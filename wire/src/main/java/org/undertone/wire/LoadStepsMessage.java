package org.undertone.wire;

import java.util.List;
import org.undertone.core.event.LoadStep;
import org.undertone.wire.thing.LoadStepJson;

/**
 * When less, or more, was heard, as {@code undertone calls --load} lists it.
 *
 * @param loadSteps the newest first
 */
public record LoadStepsMessage(List<LoadStepJson> loadSteps) implements WireMessage {

    /** Those steps. */
    public static LoadStepsMessage of(List<LoadStep> steps) {
        return new LoadStepsMessage(steps.stream().map(LoadStepJson::of).toList());
    }

    @Override
    public String schema() {
        return "load-steps";
    }
}
