package org.undertone.mediatap;

import java.io.Serial;
import org.undertone.core.fault.UndertoneException;

/** No sound can be taken in: says what was wrong, where, and what to do. */
public final class MediaException extends UndertoneException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    MediaException(String message) {
        this(message, 0);
    }

    /** The PBX's HTTP server answered so. */
    MediaException(String message, int status) {
        super(message);
        this.status = status;
    }

    MediaException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /**
     * The HTTP status by which a websocket was refused, by the PBX or by what stands before it; 0 if that was not the reason,
     * or the PBX said no more than that the one websocket is gone.
     */
    public int status() {
        return status;
    }
}
