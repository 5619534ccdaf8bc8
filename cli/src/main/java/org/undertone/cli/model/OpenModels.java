package org.undertone.cli.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.onnx.OnnxScorer;

/** Models that are open, by the source that they hear, until all are closed together. */
record OpenModels(Map<String, Scorer> bySource) implements AutoCloseable {

    static OpenModels of(HeldOutModels models) {
        OpenModels open = new OpenModels(new LinkedHashMap<>());
        try {
            models.bySource().forEach((source, model) -> open.bySource.put(source, OnnxScorer.open(model)));
            return open;
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    @Override
    public void close() {
        bySource.values().forEach(Scorer::close);
    }
}
