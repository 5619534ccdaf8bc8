package org.undertone.runtime.load;

import java.time.InstantSource;
import org.undertone.core.event.LoadLevel;
import org.undertone.inference.LoadMeasure;

/** Where it is written how much is heard: the governor writes, everybody reads, nobody waits. */
public final class LoadBoard {

    private volatile LoadStatus status;

    /** Everything is heard, and nothing was measured yet. */
    public LoadBoard(InstantSource clock) {
        this.status = new LoadStatus(LoadLevel.FULL, clock.instant(), LoadMeasure.IDLE, 0, 0);
    }

    /** How much to hear now. */
    public LoadLevel level() {
        return status.level();
    }

    /** How much is heard now, and why. */
    public LoadStatus status() {
        return status;
    }

    void write(LoadStatus now) {
        status = now;
    }
}
