package org.undertone.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.undertone.config.notation.DialPattern;
import org.undertone.config.notation.EndpointGlob;
import org.undertone.core.Role;

/**
 * A named choice of calls, and which of their legs are heard. A call may also be given to a profile by the dialplan, with
 * the variable {@value #VARIABLE}.
 *
 * @param name of the profile
 * @param queues calls through one of these queues belong to it; upper and lower case are the same, as for Asterisk
 * @param dids calls to one of these numbers belong to it; with a leading underscore a pattern as in Asterisk's dialplan,
 *     such as {@code _49301234XX}
 * @param direction who calls whom where no queue and no endpoint tells
 * @param agents endpoints that are always agents' ({@code PJSIP/7*}): {@code *} stands for any characters, {@code ?} for one;
 *     upper and lower case differ; one number behind a trunk is {@code PJSIP/01715550100@trunk}
 * @param customers endpoints that are always customers', such as a trunk; what is in both lists is an agent's
 * @param legs the roles that are tapped; the customer alone unless the file says otherwise
 * @param priority 1..9: where a machine has too much to do, the profiles of the lowest are paused first
 * @param variables channel variables that rules may ask for, such as {@code CRM_ID}, or functions that tell of the channel,
 *     such as {@code CALLERID(name)}
 * @param customerGroup the channel variable that tells which customers this one belongs to
 * @param afterAgent whether a customer is heard who stays on the line when no agent is there any more
 */
public record Profile(
        String name,
        List<String> queues,
        List<String> dids,
        Direction direction,
        List<String> agents,
        List<String> customers,
        Set<Role> legs,
        int priority,
        List<String> variables,
        String customerGroup,
        AfterAgent afterAgent) {

    /** The priority of a profile that says nothing of it. */
    public static final int USUAL_PRIORITY = 5;

    /** The channel variable by which a dialplan names a call's profile, or says {@value #OFF}. */
    public static final String VARIABLE = "UNDERTONE_PROFILE";

    /** The channel variable that tells a customer's group where the profile names no other. */
    public static final String GROUP = "UNDERTONE_GROUP";

    /** The value of {@link #VARIABLE} for a call that must not be heard. */
    public static final String OFF = "off";

    public Profile {
        queues = List.copyOf(queues);
        dids = List.copyOf(dids);
        agents = List.copyOf(agents);
        customers = List.copyOf(customers);
        legs = Set.copyOf(legs);
        variables = List.copyOf(variables);
    }

    /** Who calls whom. */
    public enum Direction {
        /** The customer calls. */
        INBOUND,
        /** The agent calls. */
        OUTBOUND
    }

    /** What becomes of a customer who stays on the line after the agent: for a survey, an IVR, another agent. */
    public enum AfterAgent {
        /** They are heard. */
        HEARD,
        /** They are not heard until an agent is there again. */
        NOT_HEARD
    }

    /**
     * Whether a call through that queue or to that number belongs to this profile.
     *
     * @param queue its name, or empty
     * @param did the number dialled, or empty
     */
    public boolean matches(String queue, String did) {
        return (!queue.isEmpty() && queues.stream().anyMatch(queue::equalsIgnoreCase))
                || (!did.isEmpty() && dids.stream().anyMatch(written -> DialPattern.matches(written, did)));
    }

    /** Whose the endpoint of that name ({@code PJSIP/7001}) is, if this profile tells. */
    public Optional<Role> roleOf(String endpoint) {
        if (agents.stream().anyMatch(glob -> EndpointGlob.matches(glob, endpoint))) {
            return Optional.of(Role.AGENT);
        }
        return customers.stream().anyMatch(glob -> EndpointGlob.matches(glob, endpoint))
                ? Optional.of(Role.CUSTOMER)
                : Optional.empty();
    }
}
