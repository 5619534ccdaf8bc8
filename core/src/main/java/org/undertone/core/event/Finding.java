package org.undertone.core.event;

/**
 * One thing that was looked at, on the PBX, on this machine or in a model's folder, in words for the admin.
 *
 * @param name a stable name of lower case and dashes, such as {@code test-call}
 * @param state how it is
 * @param detail what was found; never a password or a phone number
 * @param advice what follows from it, and what to do; empty where all is well
 */
public record Finding(String name, State state, String detail, String advice) {

    /** How something is. */
    public enum State {
        /** As it should be. */
        OK,
        /** It works, but something is missing or doubtful. */
        WARNING,
        /** Something will not work. */
        PROBLEM,
        /** Could not be looked at, because something before it failed. */
        UNKNOWN
    }

    /** All is well. */
    public static Finding ok(String name, String detail) {
        return new Finding(name, State.OK, detail, "");
    }

    /** Works, but. */
    public static Finding warning(String name, String detail, String advice) {
        return new Finding(name, State.WARNING, detail, advice);
    }

    /** Will not work. */
    public static Finding problem(String name, String detail, String advice) {
        return new Finding(name, State.PROBLEM, detail, advice);
    }

    /** Could not be looked at. */
    public static Finding unknown(String name, String why) {
        return new Finding(name, State.UNKNOWN, why, "");
    }
}
