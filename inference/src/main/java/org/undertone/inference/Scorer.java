package org.undertone.inference;

import org.undertone.config.ModelPlace;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.core.AudioWindow;

/** A model, open and ready. May be called by several threads at the same time. */
public interface Scorer extends AutoCloseable {

    /**
     * Hears one window; it takes as long as the model does.
     *
     * @throws ModelException if the model fails, gives something other than nine probabilities (and probable doubts, if
     *     it tells them), or was closed
     */
    Hearing score(AudioWindow window);

    /** How many windows to give it at the same time, where the machine has so many workers for models on its processors. */
    default int atOnce(int workers) {
        return workers;
    }

    /** Which model. */
    ModelDescription model();

    /** What it really runs on now, which may change where a server hears; never {@link Accelerator#AUTO}. */
    ModelPlace live();

    /** Waits for the windows that are being heard, then lets go of the model. */
    @Override
    void close();
}
