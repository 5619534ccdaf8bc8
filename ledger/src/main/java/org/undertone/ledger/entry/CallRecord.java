package org.undertone.ledger.entry;

import java.time.Instant;
import java.util.Optional;
import org.undertone.core.CallId;

/**
 * A call as it was kept. A fact that the PBX did not tell is the empty string.
 *
 * @param call which call
 * @param profile the name of the profile that chose it
 * @param queue the queue it came through, or empty
 * @param did the number that was dialled, or empty
 * @param agent the agent's interface, or empty
 * @param startedAt when its parties were connected first, or when it was seen first
 * @param alreadyGoing whether it was going on when it was seen first
 * @param endedAt when it ended, or was followed last; absent while it is followed
 * @param endReason why it was no longer followed, though it may have gone on; absent for one that ended by itself
 */
public record CallRecord(
        CallId call,
        String profile,
        String queue,
        String did,
        String agent,
        Instant startedAt,
        boolean alreadyGoing,
        Optional<Instant> endedAt,
        Optional<String> endReason) {

    /** Whether it is known from its start to its end. */
    public boolean whole() {
        return !alreadyGoing && endReason.isEmpty();
    }
}
