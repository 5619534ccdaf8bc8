package org.undertone.wire.thing;

import java.time.Instant;
import org.undertone.core.event.LoadStep;

/**
 * A moment from which less, or more, was heard.
 *
 * @param tookPlaceAt when
 * @param fromLevel what was heard until then
 * @param toLevel what is heard from then on
 * @param demand how much of the machine's time scoring asked for; 1 is all of it
 * @param waitedMillis how long windows waited to be scored
 */
public record LoadStepJson(Instant tookPlaceAt, String fromLevel, String toLevel, double demand, long waitedMillis) {

    /** That step. */
    public static LoadStepJson of(LoadStep step) {
        return new LoadStepJson(
                step.at(),
                step.from().label(),
                step.to().label(),
                Rounded.share(step.demand()),
                step.waited().toMillis());
    }
}
