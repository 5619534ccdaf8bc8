package org.undertone.inference.remote;

import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.ModelPlace;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.FailureLog;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.Scorer;

/** A model on a server, and on this machine for every window that the server does not hear. */
final class FallbackScorer implements Scorer {

    private static final Logger LOG = LoggerFactory.getLogger(FallbackScorer.class);

    private final RemoteScorer remote;
    private final Scorer local;
    /** There are more callers than processors, since they mostly wait for the server. */
    private final Semaphore here;

    private final FailureLog failures =
            new FailureLog(LOG, "a window was heard on this machine, the model server failed");

    /**
     * Joins the two; closing it closes both.
     *
     * @param atATime windows heard on this machine at the same time
     */
    FallbackScorer(RemoteScorer remote, Scorer local, int atATime) {
        this.remote = remote;
        this.local = local;
        this.here = new Semaphore(atATime, true);
    }

    @Override
    public Hearing score(AudioWindow window) {
        if (!remote.away()) {
            try {
                return remote.score(window);
            } catch (ModelException e) {
                if (!remote.away()) {
                    failures.add(e);
                }
            }
        }
        here.acquireUninterruptibly();
        try {
            return local.score(window);
        } finally {
            here.release();
        }
    }

    @Override
    public ModelDescription model() {
        return remote.model();
    }

    @Override
    public ModelPlace live() {
        return remote.away() ? local.live() : remote.live();
    }

    @Override
    public void close() {
        remote.close();
        local.close();
    }
}
