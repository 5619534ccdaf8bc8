package org.undertone.inference;

import java.time.InstantSource;
import org.undertone.config.CudaSettings;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.onnx.LocalScorer;
import org.undertone.inference.speech.SileroVad;

/**
 * A model of this machine and the speech detector before it: opened together, closed together.
 *
 * @param scorer the model
 * @param vad the detector
 */
public record OpenModel(Scorer scorer, SileroVad vad) implements AutoCloseable {

    /**
     * Opens both.
     *
     * @param on what the model is run on; a card as usual
     * @throws org.undertone.inference.model.ModelException if one of them cannot be; then none is open
     */
    public static OpenModel open(ModelFolder folder, Accelerator on, InstantSource clock) {
        Scorer scorer = LocalScorer.open(folder, on, CudaSettings.USUAL, clock);
        try {
            return new OpenModel(scorer, SileroVad.open());
        } catch (RuntimeException | Error e) {
            scorer.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try (vad) {
            scorer.close();
        }
    }
}
