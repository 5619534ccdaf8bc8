package org.undertone.config;

import java.util.List;
import java.util.Set;
import org.undertone.core.Role;

/**
 * A named choice of calls, and which of their legs are heard.
 *
 * @param name of the profile
 * @param queues calls through one of these queues belong to it
 * @param dids calls to one of these numbers belong to it
 * @param direction who calls whom where no queue tells
 * @param legs the roles that are tapped; the customer alone unless the file says otherwise
 */
public record Profile(String name, List<String> queues, List<String> dids, Direction direction, Set<Role> legs) {

    public Profile {
        queues = List.copyOf(queues);
        dids = List.copyOf(dids);
        legs = Set.copyOf(legs);
    }

    /** Who calls whom. */
    public enum Direction {
        /** The customer calls. */
        INBOUND,
        /** The agent calls. */
        OUTBOUND
    }

    /** Whether a call through that queue or to that number belongs to this profile. */
    public boolean matches(String queue, String did) {
        return (!queue.isEmpty() && queues.contains(queue)) || (!did.isEmpty() && dids.contains(did));
    }
}
