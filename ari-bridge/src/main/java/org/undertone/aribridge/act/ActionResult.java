package org.undertone.aribridge.act;

/**
 * What came of an action on the PBX.
 *
 * @param result whether it was done
 * @param detail what was done, or why not, in words; empty if there is nothing to add
 */
public record ActionResult(Result result, String detail) {

    /** Whether an action was done. */
    public enum Result {
        DONE,
        /** It was tried, and nothing of it could be done. */
        FAILED,
        /** It was not tried, for the reason in the detail. */
        SKIPPED
    }

    /** It was done; the detail may be empty. */
    public static ActionResult done(String detail) {
        return new ActionResult(Result.DONE, detail);
    }

    static ActionResult failed(String detail) {
        return new ActionResult(Result.FAILED, detail);
    }

    static ActionResult skipped(String detail) {
        return new ActionResult(Result.SKIPPED, detail);
    }
}
