package org.undertone.aribridge.world;

import java.util.List;

/** What the dialplan does with a number. */
sealed interface Target {

    /** {@code Queue(name,c)}; {@code name} as it is written there, in whatever case. */
    record ToQueue(String name) implements Target {}

    /** {@code Dial} of one or more telephones. */
    record ToPhones(List<Person> phones) implements Target {}

    /** {@code Dial} of the number behind the first zero, through the trunk. */
    record Outward() implements Target {}

    /** {@code ConfBridge}. */
    record ToConference() implements Target {}

    /** {@code Set(UNDERTONE_PROFILE=...)}, and then. {@code inherited}: with two underscores. */
    record Named(String profile, boolean inherited, Target then) implements Target {}

    /** A bot answers first, in a bridge of a foreign application, and then. */
    record BotFirst(Target then) implements Target {}

    /** {@code Dial(Local/number@services)}, with {@code /n} where the Local channel must stay. */
    record ThroughLocal(String number, boolean stays) implements Target {}

    /** {@code AgentLogin}. */
    record Login() implements Target {}
}
