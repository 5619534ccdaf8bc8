package org.undertone.aribridge.link;

import org.undertone.core.fault.UndertoneException;

/** The PBX could not be reached, refused a request, or did not answer in time. */
public final class AsteriskException extends UndertoneException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Of a request.
     *
     * @param message what could not be done, and why
     * @param status the HTTP status that the PBX answered with; 0 if it did not answer
     * @param cause what was thrown; null if nothing was
     */
    public AsteriskException(String message, int status, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Without an answer of the PBX. */
    public AsteriskException(String message) {
        this(message, 0, null);
    }

    /** The HTTP status that the PBX answered with; 0 if it did not answer. */
    public int status() {
        return status;
    }

    /** Whether what was asked for is gone, which is no fault: channels hang up at any moment. */
    public boolean notFound() {
        return status == 404;
    }

    /** Whether the PBX knows us not, or lets us not in: somebody must change settings here or there. */
    public boolean refused() {
        return status == 401 || status == 403;
    }

    /** Whether there was no answer at all, as opposed to a refusal. */
    public boolean unanswered() {
        return status == 0;
    }
}
