package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;

/** A party's channel in a call, as long as it is there. Owned by the thread of the calls. */
final class Party {

    static final String HOLD = "hold";
    private static final Duration PEACE = Duration.ofMinutes(1);
    static final String PARKED = "parked";

    private final LegId leg;
    private Channel channel;
    private Role role = Role.UNKNOWN;
    private boolean heard;
    private boolean holds;
    private boolean parked;
    private boolean putOff;
    private Optional<String> toldWhy = Optional.empty();
    private Optional<String> paused = Optional.empty();
    private int retries;
    private Instant retriedAt = Instant.EPOCH;

    Party(LegId leg, Channel channel) {
        this.leg = leg;
        this.channel = channel;
    }

    LegId id() {
        return leg;
    }

    /** As it was when it last entered a bridge. */
    Channel channel() {
        return channel;
    }

    void seen(Channel now) {
        channel = now;
    }

    Role role() {
        return role;
    }

    void is(Role known) {
        role = known;
    }

    /** Whether it is to be heard. */
    boolean heard() {
        return heard;
    }

    void hear(boolean wanted) {
        heard = wanted;
    }

    /** Whether this party has put the others on hold. */
    boolean holds() {
        return holds;
    }

    void hold(boolean on) {
        holds = on;
    }

    boolean parked() {
        return parked;
    }

    void park(boolean now) {
        parked = now;
    }

    /** Whether there is no room to hear it now. */
    boolean putOff() {
        return putOff;
    }

    /** There is no room for it; whether that is to be told, because it was told otherwise before. */
    boolean putOff(String reason) {
        boolean news = !toldWhy.equals(Optional.of(reason));
        putOff = true;
        toldWhy = Optional.of(reason);
        return news;
    }

    /** It is tried to hear it now. */
    void tried() {
        putOff = false;
    }

    /** It is heard now. */
    void hearing() {
        toldWhy = Optional.empty();
    }

    /** Why its sound is not scored at the moment. */
    Optional<String> paused() {
        return paused;
    }

    void pause(Optional<String> reason) {
        paused = reason;
    }

    /** How often its tap was tried again without a minute of peace between. */
    int nextRetry(Instant now) {
        if (retriedAt.plus(PEACE).isBefore(now)) {
            retries = 0;
        }
        retriedAt = now;
        return retries++;
    }

    void retryAtOnce() {
        retries = 0;
    }

    Leg asLeg() {
        return new Leg(leg, channel.getName(), role);
    }
}
