package org.undertone.aribridge.act;

/**
 * A phone as the PBX names it, such as {@code PJSIP/7001}.
 *
 * @param technology such as {@code PJSIP}
 * @param resource such as {@code 7001}; empty for a name without one
 */
record Endpoint(String technology, String resource) {

    static Endpoint of(String device) {
        int slash = device.indexOf('/');
        return slash < 0
                ? new Endpoint(device, "")
                : new Endpoint(device.substring(0, slash), device.substring(slash + 1));
    }

    /** Whose channel that is: the channel's name without the number that tells its calls apart. */
    static Endpoint ofChannel(String channelName) {
        int dash = channelName.lastIndexOf('-');
        return of(dash < 0 ? channelName : channelName.substring(0, dash));
    }

    @Override
    public String toString() {
        return technology + "/" + resource;
    }
}
