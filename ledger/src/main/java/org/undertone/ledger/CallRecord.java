package org.undertone.ledger;

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
 * @param startedAt when its parties were connected first
 * @param endedAt when it ended; absent while it goes on
 */
public record CallRecord(
        CallId call,
        String profile,
        String queue,
        String did,
        String agent,
        Instant startedAt,
        Optional<Instant> endedAt) {}
