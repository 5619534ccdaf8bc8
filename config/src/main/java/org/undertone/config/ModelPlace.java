package org.undertone.config;

/** What hears windows at the moment: an accelerator of this machine, or a server. */
public sealed interface ModelPlace permits ModelSettings.Accelerator, ModelServer {

    /** In a word, such as {@code CPU} or {@code gpu.example:8000}. */
    String name();
}
