package org.undertone.aribridge.world;

import java.util.List;

/**
 * A queue, as queues.conf has it.
 *
 * @param name of it
 * @param members whom it calls
 * @param tellsItsName whether setqueuevar and setinterfacevar are on
 * @param goesOn whether the dialplan goes on with a survey when the agent has left
 */
record PbxQueue(String name, List<Member> members, boolean tellsItsName, boolean goesOn) {

    /** How a member is reached. */
    enum Way {
        DIRECT,
        /** {@code Local/...@from-queue/n}. */
        LOCAL,
        /** The same without {@code /n}: it is optimised away. */
        LOCAL_OPTIMISED,
        /** {@code Local/...@agents}, an agent of AgentLogin. */
        POOL
    }

    /** Somebody whom a queue calls. */
    record Member(Person person, Way way) {

        String queueInterface() {
            return switch (way) {
                case DIRECT -> person.dialString();
                case LOCAL -> "Local/" + person.number() + "@from-queue/n";
                case LOCAL_OPTIMISED -> "Local/" + person.number() + "@from-queue";
                case POOL -> "Local/" + person.number() + "@agents";
            };
        }
    }
}
