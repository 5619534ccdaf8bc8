package org.undertone.aribridge.who;

import java.util.List;
import java.util.Map;

/**
 * What a channel tells when it is asked. What it does not tell is empty.
 *
 * @param linkedId the call's id, the same on all its channels
 * @param profile the profile that the dialplan names
 * @param dialled the number that was dialled
 * @param queue the queue that it was in before it was transferred ({@code setqueuevar = yes} keeps that)
 * @param number the user on the far side of its endpoint: behind a trunk the number that calls or was called, of a phone the
 *     name by which it is registered
 * @param onHold whether somebody has put its endpoint on hold, with all its calls
 * @param variables what it has of the variables that profiles name; read of Local channels, which vanish
 * @param members the interfaces of the members of the queues that are known, such as {@code PJSIP/7001}
 */
public record Reading(
        String linkedId,
        String profile,
        String dialled,
        String queue,
        String number,
        boolean onHold,
        Map<String, String> variables,
        List<String> members) {

    /** Of a channel that tells nothing. */
    public static final Reading NOTHING = new Reading("", "", "", "", "", false, Map.of(), List.of());

    public Reading {
        variables = Map.copyOf(variables);
        members = List.copyOf(members);
    }
}
