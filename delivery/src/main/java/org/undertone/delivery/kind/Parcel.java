package org.undertone.delivery.kind;

/**
 * What is sent: the same each time.
 *
 * @param key by which a receiver knows a repeat
 * @param body as it was rendered when the alert was kept
 */
public record Parcel(String key, String body) {

    /** What is sent may hold phone numbers: it is left out. */
    @Override
    public String toString() {
        return "parcel " + key;
    }
}
