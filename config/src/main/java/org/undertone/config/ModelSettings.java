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
 * @param hearing which windows it is asked about
 * @param remote the server that hears in place of this machine, if there is one
 * @param shadow the folder of a second model that hears beside it, to be compared, if there is one
 */
public record ModelSettings(
        Path folder,
        Accelerator accelerator,
        CudaSettings cuda,
        int workers,
        HearingSettings hearing,
        Optional<RemoteSettings> remote,
        Optional<Path> shadow) {

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
