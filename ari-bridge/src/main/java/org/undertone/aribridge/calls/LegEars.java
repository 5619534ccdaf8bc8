package org.undertone.aribridge.calls;

import java.util.Optional;
import org.undertone.core.Leg;
import org.undertone.core.LegId;

/** What the tracker of the calls hears legs by. Called on the thread of the calls; must not wait. */
public interface LegEars {

    /** Hears a leg from now on; what came of it is told to the tracker. */
    void open(Leg leg);

    /** No longer hears a leg. */
    void close(LegId leg, String reason);

    /** Hears a leg on, but scores nothing of it. */
    void pause(LegId leg);

    /** Scores a leg again that was paused. */
    void resume(LegId leg);

    /** Why no leg more can be heard at the moment, as far as is known. */
    Optional<String> noRoom();
}
