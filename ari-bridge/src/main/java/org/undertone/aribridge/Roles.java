package org.undertone.aribridge;

import java.util.Optional;
import org.undertone.config.Profile;
import org.undertone.core.Role;

/**
 * Who a party is: by the endpoints that the profile names, else by who dialled whom. What neither tells is unknown, and
 * never guessed; an agent that were taken for a customer would be scored.
 */
final class Roles {

    private Roles() {}

    /**
     * The role of a party that joins a call.
     *
     * @param caller the role of the one in the same bridge who dialled, if that one is a party
     */
    static Role of(Profile profile, LiveCall call, Party party, Optional<Role> caller, boolean withCustomer) {
        Role role = profile.roleOf(PartyReader.device(party.channel()))
                .orElseGet(() -> byDialling(call, party, caller, withCustomer));
        // A second customer is none: the agent may have called a colleague in.
        return role == Role.CUSTOMER && call.hadCustomer() ? Role.UNKNOWN : role;
    }

    private static Role byDialling(LiveCall call, Party party, Optional<Role> caller, boolean withCustomer) {
        return switch (PartyReader.side(party.channel())) {
            case CALLER -> call.customerCalls() ? Role.CUSTOMER : Role.AGENT;
            case CALLED -> called(call, caller);
            case RETRIEVER -> withCustomer ? Role.AGENT : Role.UNKNOWN;
            case UNCLEAR -> Role.UNKNOWN;
        };
    }

    private static Role called(LiveCall call, Optional<Role> caller) {
        if (caller.isPresent()) {
            return switch (caller.get()) {
                case CUSTOMER -> Role.AGENT;
                case AGENT -> call.customerCalls() ? Role.UNKNOWN : Role.CUSTOMER;
                case UNKNOWN -> Role.UNKNOWN;
            };
        }
        return call.customerCalls() ? Role.AGENT : Role.CUSTOMER;
    }
}
