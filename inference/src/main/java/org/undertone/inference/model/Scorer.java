package org.undertone.inference.model;

import java.util.List;
import org.undertone.config.ModelPlace;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.core.audio.AudioWindow;

/** A model, open and ready. May be called by several threads at the same time. */
public interface Scorer extends AutoCloseable {

    /**
     * Hears one window; it takes as long as the model does.
     *
     * @throws ModelException if the model fails, gives something other than nine probabilities (and probable doubts, if
     *     it tells them), or was closed
     */
    Hearing score(AudioWindow window);

    /**
     * Hears several windows, of one length; it may take less than for each by itself.
     *
     * @return what it says of each, in their order
     * @throws ModelException as above; then none was heard
     */
    default List<Hearing> score(List<AudioWindow> windows) {
        return windows.stream().map(this::score).toList();
    }

    /** How many windows a worker should give it together where that many wait; 1 if each is best heard by itself. */
    default int together() {
        return 1;
    }

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
