package org.undertone.aribridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * @param people who talk in it, those first who tell most
     */
    CallId of(List<SeenChannel> people) {
        SeenChannel first = people.stream()
                .filter(person -> person.role() == Role.UNKNOWN)
                .findFirst()
                .orElse(people.get(0));
        String linked = people.stream()
                .flatMap(person -> person.reading().stream())
                .map(Reading::linkedId)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse(first.id());
        boolean anAgents = people.stream()
                .anyMatch(person -> person.id().equals(linked)
                        && person != first
                        && person.sighting().side() == Sighting.Side.UNCLEAR);
        CallId id = new CallId(linked);
        return anAgents || used.containsKey(id) ? new CallId(first.id()) : id;
    }

    /** A call of that id was told of. */
    void use(CallId id) {
        used.put(id, true);
    }
}
