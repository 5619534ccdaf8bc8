package org.undertone.aribridge.media;

import java.io.Serial;

/** A leg cannot be heard as things are, for want of room or because of its codec: it may be later. */
public final class PutOffException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What would help. */
    public enum Waits {
        /** The end of another tap, or less load. */
        FOR_ROOM,
        /** Something on the PBX, or in the phone, that no end of a tap changes: it is tried now and then. */
        FOR_THE_PBX
    }

    private final Waits waits;

    /**
     * Of one leg.
     *
     * @param message why it cannot be heard, for the log and the call's events
     */
    public PutOffException(String message, Waits waits) {
        super(message);
        this.waits = waits;
    }

    /** What would help. */
    public Waits waits() {
        return waits;
    }
}
