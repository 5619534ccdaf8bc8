package org.undertone.lab;

/** Speech that comes with the lab: 8 kHz, 16-bit, mono WAV. Its origin and licence are in the NOTICE beside the files. */
public enum Speech {
    /** A customer who speaks calmly, about 12 s. */
    CUSTOMER_CALM("customer-calm"),
    /** A customer who is angry, about 20 s. */
    CUSTOMER_ANGRY("customer-angry"),
    /** An agent who stays calm, 20 s or more. */
    AGENT_CALM("agent-calm"),
    /** A supervisor who speaks calmly, 12 s or more. */
    SUPERVISOR_CALM("supervisor-calm");

    private final String fileName;

    Speech(String fileName) {
        this.fileName = fileName;
    }

    String resource() {
        return "speech/" + fileName + ".wav";
    }

    String fileName() {
        return fileName + ".wav";
    }
}
