package org.undertone.core;

import java.util.Objects;

/**
 * What a model in the shadow says of a window that the first one scored, too.
 *
 * @param window which window
 * @param model name and version of the model in the shadow
 * @param probabilities of this window alone
 */
public record ShadowScore(WindowRef window, String model, Probabilities probabilities) {

    public ShadowScore {
        Objects.requireNonNull(window, "window");
        Require.text(model, "model");
        Objects.requireNonNull(probabilities, "probabilities");
    }
}
