package org.undertone.ledger.entry;

import java.util.List;
import org.undertone.core.Assessment;

/**
 * A call with all that is kept of what was heard in it.
 *
 * @param call which call
 * @param taps its taps, the oldest first
 * @param pauses of all its legs, the oldest first
 * @param assessments of all its legs, in the order in which their sound arrived
 */
public record HeardCall(CallRecord call, List<TapRecord> taps, List<PauseRecord> pauses, List<Assessment> assessments) {

    public HeardCall {
        taps = List.copyOf(taps);
        pauses = List.copyOf(pauses);
        assessments = List.copyOf(assessments);
    }
}
