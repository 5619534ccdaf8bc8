package org.undertone.lab.sip;

/** A SIP phone could not do what was asked of it. The message says what was wrong, and where. */
public final class SipException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SipException(String message) {
        super(message);
    }

    SipException(String message, Throwable cause) {
        super(message, cause);
    }
}
