package org.undertone.aribridge.taps;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * That something between the PBX and us forwards ARI, but no websocket for sound. Believed for some minutes, or until the PBX is
 * connected anew; then a websocket is tried again. Any thread may call.
 */
final class WebSocketRefusal {

    /** A proxy that is overloaded, or whose PBX starts anew, says 502 or 503: that passes, and says nothing of the way. */
    private static final Set<Integer> NOT_FORWARDED = Set.of(401, 403, 404);

    private static final Duration BELIEVED = Duration.ofMinutes(5);

    private final InstantSource clock;
    private volatile Optional<Instant> at = Optional.empty();

    WebSocketRefusal(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A websocket was refused.
     *
     * @param status of HTTP; 0 if it was for another reason
     * @return whether that is news, and from now on no websocket is tried
     */
    boolean came(int status) {
        if (!NOT_FORWARDED.contains(status) || stands()) {
            return false;
        }
        at = Optional.of(clock.instant());
        return true;
    }

    /** Whether no websocket is to be tried now. */
    boolean stands() {
        return at.filter(since -> clock.instant().isBefore(since.plus(BELIEVED)))
                .isPresent();
    }

    void forget() {
        at = Optional.empty();
    }
}
