package org.undertone.inference.remote;

/** A server that did not do what it was asked: what happened, in words that stand after its name. */
final class ServerException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What may help. */
    enum Kind {
        /** It may be better in a moment: it is gone, slow, busy or not ready. */
        AWAY,
        /** It will not be better until somebody changes something: it is not the server, or has not the model, that is meant. */
        UNFIT
    }

    private final Kind kind;

    ServerException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    ServerException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
