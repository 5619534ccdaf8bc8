package org.undertone.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.CudaSettings;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.Scorer;

/** Opens a model on this machine: on its card, or on its processors. */
public final class LocalScorer {

    private static final Logger LOG = LoggerFactory.getLogger(LocalScorer.class);

    private LocalScorer() {}

    /**
     * Opens a model and tries it on silence and noise. {@code AUTO} falls back to the CPU where CUDA does not work;
     * the log has one line that tells what the model runs on.
     *
     * @param clock the one by which windows say when they came
     * @throws ModelException if the model cannot be opened, is not as described or gives something other than
     *     probabilities, or if {@code CUDA} is demanded and does not work
     */
    public static Scorer open(ModelFolder folder, Accelerator wanted, CudaSettings cuda, InstantSource clock) {
        Scorer scorer =
                switch (wanted) {
                    case CPU -> OnnxScorer.open(folder);
                    case CUDA -> onCudaOrFail(folder, cuda, clock);
                    case AUTO -> onCudaOrCpu(folder, cuda, clock);
                };
        LOG.info(
                "model {} runs on {} (wanted: {}; ONNX Runtime {})",
                folder.description().title(),
                scorer.live(),
                wanted.name().toLowerCase(Locale.ROOT),
                OnnxSessions.environment().getVersion());
        return scorer;
    }

    private static Scorer onCudaOrCpu(ModelFolder folder, CudaSettings cuda, InstantSource clock) {
        try {
            return onCuda(folder, cuda, clock);
        } catch (NoCuda e) {
            LOG.info("CUDA does not work here, so the CPU it is: {}", e.getMessage());
            return OnnxScorer.open(folder);
        }
    }

    private static Scorer onCudaOrFail(ModelFolder folder, CudaSettings cuda, InstantSource clock) {
        try {
            return onCuda(folder, cuda, clock);
        } catch (NoCuda e) {
            throw new ModelException(
                    "model.accelerator is cuda, but CUDA does not work here: " + e.getMessage()
                            + ". It needs an NVIDIA card with its driver, the libraries of CUDA 12.8 or a later 12, and"
                            + " Undertone built with -Pgpu; else set model.accelerator to auto or cpu",
                    e);
        }
    }

    private static Scorer onCuda(ModelFolder folder, CudaSettings cuda, InstantSource clock) {
        return BatchingScorer.open(
                folder.description(), Accelerator.CUDA, cuda.patience(), clock, () -> batches(folder, cuda));
    }

    private static OnnxBatches batches(ModelFolder folder, CudaSettings cuda) {
        OrtEnvironment environment = OnnxSessions.environment();
        try {
            OnnxBatches batches = new OnnxBatches(
                    environment,
                    OnnxSessions.onCuda(environment, folder.onnx(), cuda),
                    folder.description(),
                    cuda.batch());
            return warmedUp(folder, batches);
        } catch (OrtException e) {
            throw new NoCuda(OnnxScorer.reason(e), e);
        }
    }

    private static OnnxBatches warmedUp(ModelFolder folder, OnnxBatches batches) throws OrtException {
        boolean tried = false;
        try {
            batches.check(folder);
            batches.warmUp();
            tried = true;
            return batches;
        } finally {
            if (!tried) {
                batches.close();
            }
        }
    }

    /** CUDA or the card fails, whatever the model. */
    private static final class NoCuda extends RuntimeException {

        private static final long serialVersionUID = 1;

        NoCuda(String message, OrtException cause) {
            super(message, cause);
        }
    }
}
