package org.undertone.inference.onnx;

import java.util.List;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelException;

/** A model that hears several windows at once. One thread uses it. */
public interface WindowBatches extends AutoCloseable {

    /** How many windows it hears at once, at most. */
    int largest();

    /**
     * Hears windows of one length; the answers are in their order, and none depends on the others.
     *
     * @param windows 1 to {@link #largest}
     * @throws ModelException if the model fails, or gives something other than nine probabilities for one of them
     */
    List<Hearing> score(List<AudioWindow> windows);

    @Override
    void close();
}
