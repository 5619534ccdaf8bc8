package org.undertone.aribridge.act;

import ch.loway.oss.ari4java.generated.models.Channel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.core.CallFacts;
import org.undertone.core.Leg;
import org.undertone.core.Role;

/** Who of a call is there still: its facts also name the legs that have left. Asks the PBX, and waits for its answer. */
final class Parties {

    private final AsteriskLink link;

    Parties(AsteriskLink link) {
        this.link = link;
    }

    /** The newest of the agent's legs that is there. */
    Optional<Leg> agent(CallFacts facts) {
        List<Leg> newestFirst = new ArrayList<>(facts.legs());
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(leg -> leg.role() == Role.AGENT)
                .filter(this::there)
                .findFirst();
    }

    /** The leg of that role that is there, or else any that is. */
    Optional<Leg> someone(CallFacts facts, Role preferred) {
        return facts.legs().stream()
                .filter(leg -> leg.role() == preferred)
                .filter(this::there)
                .findFirst()
                .or(() -> facts.legs().stream().filter(this::there).findFirst());
    }

    /** Whether that endpoint has a leg in the call. */
    boolean takesPart(String endpoint, CallFacts facts) {
        return facts.legs().stream()
                .filter(leg -> Endpoint.ofChannel(leg.channelName()).toString().equals(endpoint))
                .anyMatch(this::there);
    }

    /** Whether anybody is in the call. */
    boolean anybody(CallFacts facts) {
        return facts.legs().stream().anyMatch(this::there);
    }

    /** Whether that leg has not hung up. */
    boolean there(Leg leg) {
        return channel(leg.id().channelId()).isPresent();
    }

    /** The channel of that id, if there is one. */
    Optional<Channel> channel(String id) {
        return link.requests()
                .find("find channel " + id, () -> link.ari().channels().get(id).execute());
    }
}
