package org.undertone.aribridge;

import java.io.Serial;

/** A leg cannot be heard at the moment because as many are heard as the PBX has room for: it may be later. */
final class NoRoomException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    NoRoomException(String message) {
        super(message);
    }
}
