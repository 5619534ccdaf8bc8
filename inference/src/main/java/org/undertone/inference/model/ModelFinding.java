package org.undertone.inference.model;

/**
 * One thing that was looked at in a model folder.
 *
 * @param name a stable name of lower case and dashes, one of those that whoever looks at the folder lists
 * @param state how it is
 * @param detail what was found
 * @param advice what to do; empty where all is well
 */
public record ModelFinding(String name, State state, String detail, String advice) {

    /** How something is. */
    public enum State {
        /** As it should be. */
        OK,
        /** The model works, but something is missing or doubtful. */
        WARNING,
        /** The model cannot be used. */
        PROBLEM,
        /** Could not be looked at, because something before it failed. */
        UNKNOWN
    }

    /** As it should be. */
    public static ModelFinding ok(String name, String detail) {
        return new ModelFinding(name, State.OK, detail, "");
    }

    /** The model works, but something is missing or doubtful. */
    public static ModelFinding warning(String name, String detail, String advice) {
        return new ModelFinding(name, State.WARNING, detail, advice);
    }

    /** The model cannot be used. */
    public static ModelFinding problem(String name, String detail, String advice) {
        return new ModelFinding(name, State.PROBLEM, detail, advice);
    }

    /** Could not be looked at. */
    public static ModelFinding unknown(String name, String why) {
        return new ModelFinding(name, State.UNKNOWN, why, "");
    }
}
