package org.undertone.aribridge.calls;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Role;

/**
 * Which calls were going on already when they were seen first: those whose customer was in a bridge when stock was taken, and
 * which were not known then. Owned by the thread of the calls.
 */
public final class AlreadyGoing {

    private final Set<CallId> known = new HashSet<>();
    private final Set<String> bridged = new HashSet<>();

    /** Stock is taken. */
    public void stock(Collection<String> channelsInBridges) {
        bridged.clear();
        bridged.addAll(channelsInBridges);
    }

    /** A call is told of; whether it was going on already, which is true once. */
    public boolean seen(CallFacts facts) {
        boolean customer = facts.legs().stream().anyMatch(leg -> leg.role() == Role.CUSTOMER);
        // Not before its customer is known: an agent may be in a bridge all day.
        return customer
                && known.add(facts.call())
                && facts.legs().stream()
                        .filter(leg -> leg.role() == Role.CUSTOMER)
                        .anyMatch(leg -> bridged.contains(leg.id().channelId()));
    }

    /** A call is over, and forgotten. */
    public void ended(CallId call) {
        known.remove(call);
    }
}
