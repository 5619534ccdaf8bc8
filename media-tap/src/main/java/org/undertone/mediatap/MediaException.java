package org.undertone.mediatap;

import java.io.Serial;

/** No sound can be taken in: says what was wrong, where, and what to do. */
public final class MediaException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    MediaException(String message) {
        super(message);
    }

    MediaException(String message, Throwable cause) {
        super(message, cause);
    }
}
