package org.undertone.config;

import java.time.Duration;
import java.util.Map;

/**
 * How a model is run on an NVIDIA card.
 *
 * @param device the card's number, from 0 on
 * @param batch how many windows are heard together, at most; a power of two
 * @param patience how long a window waits for others to be heard with, at most
 * @param tensorRt whether TensorRT runs what it can of the model
 * @param options of ONNX Runtime's CUDA provider, by its own names; they go over {@link #USUAL_OPTIONS}
 */
public record CudaSettings(int device, int batch, Duration patience, boolean tensorRt, Map<String, String> options) {

    /**
     * What is set unless the settings say otherwise. The search: the provider's own would try every algorithm again for each
     * new shape. The arena: it would double its share of the card each time, which others may use too. No graphs: they need
     * memory at fixed places on the card, which ONNX Runtime's Java interface cannot give.
     */
    public static final Map<String, String> USUAL_OPTIONS = Map.of(
            "cudnn_conv_algo_search", "HEURISTIC",
            "arena_extend_strategy", "kSameAsRequested",
            "use_tf32", "1",
            "prefer_nhwc", "0",
            "enable_cuda_graph", "0");

    /** The first card, batches of 16, 20 ms. */
    public static final CudaSettings USUAL = new CudaSettings(0, 16, Duration.ofMillis(20), false, Map.of());

    public CudaSettings {
        options = Map.copyOf(options);
    }
}
