package org.undertone.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which model to hear with, and when to ask it.
 *
 * @param folder with {@code model.onnx} and {@code model.yaml}
 * @param accelerator what to run it on
 * @param cuda how it is run on a card
 * @param workers windows scored at the same time
 * @param speechThreshold 32 ms of sound are speech from this probability on, 0.05..0.95
 * @param minimumSpeech the least share of a window that must be speech, 0..1
 * @param maximumMissing the largest share of a window that may be missing, 0..1
 * @param remote the server that hears in place of this machine, if there is one
 * @param shadow the folder of a second model that hears beside it, to be compared, if there is one
 */
public record ModelSettings(
        Path folder,
        Accelerator accelerator,
        CudaSettings cuda,
        int workers,
        double speechThreshold,
        double minimumSpeech,
        double maximumMissing,
        Optional<RemoteSettings> remote,
        Optional<Path> shadow) {

    /** Settings by which no second model hears. */
    public ModelSettings(
            Path folder,
            Accelerator accelerator,
            CudaSettings cuda,
            int workers,
            double speechThreshold,
            double minimumSpeech,
            double maximumMissing,
            Optional<RemoteSettings> remote) {
        this(
                folder,
                accelerator,
                cuda,
                workers,
                speechThreshold,
                minimumSpeech,
                maximumMissing,
                remote,
                Optional.empty());
    }

    /** Settings by which this machine hears, on a card as usual. */
    public ModelSettings(
            Path folder,
            Accelerator accelerator,
            int workers,
            double speechThreshold,
            double minimumSpeech,
            double maximumMissing) {
        this(
                folder,
                accelerator,
                CudaSettings.USUAL,
                workers,
                speechThreshold,
                minimumSpeech,
                maximumMissing,
                Optional.empty());
    }

    /** What the model runs on. */
    public enum Accelerator implements ModelPlace {
        /** CUDA where it works, else the CPU; the log says which. */
        AUTO,
        /** CUDA or nothing. */
        CUDA,
        /** The CPU. */
        CPU
    }
}
