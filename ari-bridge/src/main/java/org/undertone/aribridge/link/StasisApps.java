package org.undertone.aribridge.link;

import java.util.List;
import org.undertone.config.AsteriskSettings;

/**
 * The applications that Undertone registers at the PBX, on one event socket. Who subscribes to all channels gets the keys of
 * all callers, their PINs and card numbers among them, or of none: so supervisors, whose keys we need, are in an application
 * of their own, which gets nothing but what happens to those who are in it.
 *
 * @param calls sees every call, and holds what taps and tones need
 * @param supervisors holds the supervisors
 */
public record StasisApps(String calls, String supervisors) {

    /** The names under which they are registered, made of the settings' {@code app}. */
    public static StasisApps of(AsteriskSettings settings) {
        return new StasisApps(settings.app(), settings.app() + "-supervisors");
    }

    List<String> names() {
        return List.of(calls, supervisors);
    }
}
