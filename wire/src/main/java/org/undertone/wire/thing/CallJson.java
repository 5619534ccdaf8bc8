package org.undertone.wire.thing;

import java.time.Instant;
import java.util.Optional;
import org.undertone.core.CallFacts;

/**
 * What is known of a call.
 *
 * @param id its linkedid, as CDRs have it
 * @param profile that it belongs to
 * @param queue through which it came
 * @param did that was dialled
 * @param agent their endpoint
 * @param customerGroup which customers this one belongs to
 * @param holdCount how often the customer was put on hold so far
 * @param startedAt when
 * @param alreadyGoing whether it was there before Undertone
 * @param endedAt when
 * @param endReason why Undertone heard no more of it, if that was not its end
 */
public record CallJson(
        String id,
        Optional<String> profile,
        Optional<String> queue,
        Optional<String> did,
        Optional<String> agent,
        Optional<String> customerGroup,
        Optional<Integer> holdCount,
        Optional<Instant> startedAt,
        Optional<Boolean> alreadyGoing,
        Optional<Instant> endedAt,
        Optional<String> endReason) {

    /** Texts that are empty are not known. */
    public CallJson {
        profile = known(profile);
        queue = known(queue);
        did = known(did);
        agent = known(agent);
        customerGroup = known(customerGroup);
    }

    /** That call, while it lasts. */
    public static CallJson of(CallFacts facts) {
        return new CallJson(
                facts.call().linkedId(),
                Optional.of(facts.profile()),
                Optional.of(facts.queue()),
                Optional.of(facts.did()),
                Optional.of(facts.agent()),
                Optional.of(facts.customerGroup()),
                Optional.of(facts.holds()),
                Optional.of(facts.startedAt()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> known(Optional<String> text) {
        return text.filter(some -> !some.isEmpty());
    }
}
