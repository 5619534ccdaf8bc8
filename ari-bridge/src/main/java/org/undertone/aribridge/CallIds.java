package org.undertone.aribridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.CallId;
import org.undertone.core.Role;

/**
 * What a call is called: its {@code linkedid}, unless an earlier call had that, or an agent brings it along who waited for
 * the customer. All customers of an agent who stays logged in have the agent's. Owned by the thread of the calls.
 */
final class CallIds {

    private static final int REMEMBERED = 10_000;

    private final Map<CallId, Boolean> used = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallId, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * The id of a new call.
     *
     * @param callersFirst who talks in it, those first who call; at least one
     */
    CallId of(List<SeenChannel> callersFirst) {
        SeenChannel whose = first(callersFirst, Role.CUSTOMER)
                .or(() -> first(callersFirst, Role.UNKNOWN))
                .orElse(callersFirst.get(0));
        String linked = callersFirst.stream()
                .flatMap(person -> person.reading().stream())
                .map(Reading::linkedId)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse(whose.id());
        boolean waitingAgents = callersFirst.stream()
                .anyMatch(person -> person.id().equals(linked)
                        && person.role() == Role.AGENT
                        && person.sighting().side() == Sighting.Side.UNCLEAR);
        CallId id = new CallId(linked);
        return waitingAgents || used.containsKey(id) ? new CallId(whose.id()) : id;
    }

    private static Optional<SeenChannel> first(List<SeenChannel> people, Role role) {
        return people.stream().filter(person -> person.role() == role).findFirst();
    }

    /** A call of that id was told of. */
    void use(CallId id) {
        used.put(id, true);
    }
}
