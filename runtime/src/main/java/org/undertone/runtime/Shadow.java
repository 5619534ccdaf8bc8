package org.undertone.runtime;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.undertone.config.CudaSettings;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.event.LoadLevel;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.onnx.LocalScorer;
import org.undertone.runtime.load.LoadStatus;

/** The model that hears in the shadow of the first, where the settings name one: {@code model.shadow}. */
public final class Shadow {

    /** Of what the workers may be asked for before less is heard of the calls, the shadow leaves this much alone. */
    private static final double LEFT_TO_CALLS = 0.4;

    private Shadow() {}

    /**
     * Opens it. It runs on the processors, by one thread, also where the first model has a card.
     *
     * @throws SettingsException if it is no model, or not the one that its folder describes
     */
    public static Scorer open(Path folder, InstantSource clock) {
        try {
            return LocalScorer.open(ModelFolder.load(folder), Accelerator.CPU, CudaSettings.USUAL, clock);
        } catch (ModelException e) {
            throw new SettingsException("model.shadow", List.of(e.getMessage()));
        }
    }

    /**
     * Whether there is time for it: all of the calls is heard, and by much less than the machine can do.
     *
     * @param utilisation from which share of the workers' time on less is heard of the calls
     */
    public static boolean hasRoom(LoadStatus now, double utilisation) {
        return now.level() == LoadLevel.FULL && now.measure().demand() <= utilisation * (1 - LEFT_TO_CALLS);
    }
}
