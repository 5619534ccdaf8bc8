package org.undertone.inference.adapt;

import java.util.function.Function;
import org.undertone.config.ModelPlace;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.Scorer;

/** Hears as a model would with another last layer. It tells no doubts. */
public final class LayerScorer implements Scorer {

    private final ModelDescription model;
    private final Function<AudioWindow, float[]> embeddings;
    private final LastLayer layer;

    /**
     * Hears by that layer.
     *
     * @param model whose embeddings they are
     * @param embeddings may be asked by several threads where the scorer is
     */
    public LayerScorer(ModelDescription model, Function<AudioWindow, float[]> embeddings, LastLayer layer) {
        this.model = model;
        this.embeddings = embeddings;
        this.layer = layer;
    }

    @Override
    public Hearing score(AudioWindow window) {
        return Hearing.of(layer.probabilities(embeddings.apply(window)));
    }

    @Override
    public ModelDescription model() {
        return model;
    }

    @Override
    public ModelPlace live() {
        return Accelerator.CPU;
    }

    /** Does nothing: the model belongs to whoever gave its embeddings. */
    @Override
    public void close() {}
}
