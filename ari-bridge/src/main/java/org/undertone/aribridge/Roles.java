package org.undertone.aribridge;

import java.util.List;
import java.util.Optional;
import org.undertone.core.Role;

/**
 * Who a party is: by the endpoints that the profile names, else by who dialled whom. What neither tells is unknown, and
 * never guessed; an agent that were taken for a customer would be scored.
 */
final class Roles {

    private final Picture picture;

    Roles(Picture picture) {
        this.picture = picture;
    }

    /**
     * The role of somebody who talks with others.
     *
     * @param call what is known of their call, which belongs to a profile
     * @param hasCustomer whether somebody else is its customer
     * @param people all who talk, themselves among them
     */
    Role of(ProfileChoice.Choice call, boolean hasCustomer, SeenChannel party, List<SeenChannel> people) {
        Role role = call.profile()
                .flatMap(profile -> profile.roleOf(party.sighting().device()))
                .orElseGet(() -> byDialling(call, party, people));
        // A second customer is none: the agent may have called a colleague in.
        Role only = role == Role.CUSTOMER && hasCustomer ? Role.UNKNOWN : role;
        return only == Role.CUSTOMER && consults(party) ? Role.AGENT : only;
    }

    private static Role byDialling(ProfileChoice.Choice call, SeenChannel party, List<SeenChannel> people) {
        Evidence evidence = party.evidence();
        return switch (evidence.side()) {
            case CALLER -> evidence.byQueue() || call.customerCalls() ? Role.CUSTOMER : Role.AGENT;
            case CALLED -> evidence.byQueue() ? Role.AGENT : called(call, party, people);
            case RETRIEVER -> withCustomer(party, people) ? Role.AGENT : Role.UNKNOWN;
            case UNCLEAR -> Role.UNKNOWN;
        };
    }

    private static Role called(ProfileChoice.Choice call, SeenChannel party, List<SeenChannel> people) {
        Optional<Role> caller = people.stream()
                .filter(other -> other != party && other.evidence().side() == Sighting.Side.CALLER)
                .map(SeenChannel::role)
                .findFirst();
        if (caller.isPresent()) {
            return switch (caller.get()) {
                case CUSTOMER -> Role.AGENT;
                case AGENT -> call.customerCalls() ? Role.UNKNOWN : Role.CUSTOMER;
                case UNKNOWN -> Role.UNKNOWN;
            };
        }
        return call.customerCalls() ? Role.AGENT : Role.CUSTOMER;
    }

    private static boolean withCustomer(SeenChannel party, List<SeenChannel> people) {
        return people.stream().anyMatch(other -> other != party && other.role() == Role.CUSTOMER);
    }

    /** Whether it is an agent who put a call on hold to make this one: a second channel of the same phone. */
    private boolean consults(SeenChannel party) {
        return picture.ofDevice(party.sighting().device()).stream()
                .anyMatch(other -> other != party && other.role() == Role.AGENT && other.holds());
    }
}
