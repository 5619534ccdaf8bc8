package org.undertone.aribridge;

import java.io.Serial;

/** A leg cannot be heard as things are, for want of room or because of its codec: it may be later. */
final class PutOffException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    PutOffException(String message) {
        super(message);
    }
}
