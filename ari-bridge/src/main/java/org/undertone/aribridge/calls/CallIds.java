package org.undertone.aribridge.calls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.undertone.aribridge.who.Reading;
import org.undertone.aribridge.who.SeenChannel;
import org.undertone.aribridge.who.Sighting;
import org.undertone.core.CallId;
import org.undertone.core.Role;

/**
 * What a call is called: its {@code linkedid}, unless an earlier call had that, or an agent brings it along who waited for
 * the customer, or whom a dialer keeps. All customers of such an agent have the agent's, and after a start nothing tells which of
 * them had it first. Owned by the thread of the calls.
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
                        && (person.sighting().side() == Sighting.Side.UNCLEAR
                                || person.sighting().keepsOn()));
        return Stream.concat(
                        waitingAgents ? Stream.of(whose.id()) : Stream.of(linked, whose.id()),
                        callersFirst.stream().map(SeenChannel::id))
                .map(CallId::new)
                .filter(id -> !used.containsKey(id))
                .findFirst()
                .orElseGet(() -> numbered(whose.id()));
    }

    /** All who talk had a call of their own before: it is one more of theirs. */
    private CallId numbered(String id) {
        return IntStream.iterate(2, number -> number + 1)
                .mapToObj(number -> new CallId(id + "-" + number))
                .filter(call -> !used.containsKey(call))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<SeenChannel> first(List<SeenChannel> people, Role role) {
        return people.stream().filter(person -> person.role() == role).findFirst();
    }

    /** A call of that id was told of. */
    void use(CallId id) {
        used.put(id, true);
    }
}
