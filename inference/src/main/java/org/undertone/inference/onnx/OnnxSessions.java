package org.undertone.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.undertone.config.CudaSettings;
import org.undertone.inference.model.ModelException;

/** How a session is opened; for this module. Options are never used twice: ones that failed with CUDA would fail on the CPU as well. */
public final class OnnxSessions {

    /** Up to this size a model runs faster with the arena; above it, the arena keeps hundreds of megabytes. */
    private static final long ARENA_UP_TO_BYTES = 100L << 20;

    private OnnxSessions() {}

    /** The one environment of this process, loaded when first asked for. */
    public static OrtEnvironment environment() {
        OnnxNatives.usual().ifPresent(OnnxNatives::use);
        try {
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "undertone");
            environment.setTelemetry(false);
            return environment;
        } catch (LinkageError | OrtException e) {
            throw new ModelException(
                    "ONNX Runtime does not start here (" + e
                            + "). It needs 64-bit Linux, Windows or an ARM Mac (x86 Linux or"
                            + " Windows with the GPU package), and must be able to write to "
                            + System.getProperty("java.io.tmpdir") + " (-Djava.io.tmpdir)",
                    e);
        }
    }

    /** A model of any size on the CPU. */
    public static OrtSession onCpu(OrtEnvironment environment, Path onnx) throws OrtException, IOException {
        try (SessionOptions options = options()) {
            options.setCPUArenaAllocator(Files.size(onnx) <= ARENA_UP_TO_BYTES);
            return environment.createSession(onnx.toString(), options);
        }
    }

    /** A small model out of memory, on the CPU. */
    public static OrtSession onCpu(OrtEnvironment environment, byte[] onnx) throws OrtException {
        try (SessionOptions options = options()) {
            return environment.createSession(onnx, options);
        }
    }

    /** Fails in one of three places, by what is missing: the package, CUDA's libraries, or a device. */
    static OrtSession onCuda(OrtEnvironment environment, Path onnx, CudaSettings settings) throws OrtException {
        OnnxNatives.usual().ifPresent(OnnxNatives::unpackProviders);
        try (SessionOptions options = options();
                OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(settings.device())) {
            Map<String, String> all = new TreeMap<>(CudaSettings.USUAL_OPTIONS);
            all.putAll(settings.options());
            for (Map.Entry<String, String> option : all.entrySet()) {
                cuda.add(option.getKey(), option.getValue());
            }
            // GPU memory grows otherwise when threads change (microsoft/onnxruntime#29351).
            options.setMemoryPatternOptimization(false);
            if (settings.tensorRt()) {
                return onTensorRt(environment, onnx, options, cuda, settings.device());
            }
            options.addCUDA(cuda);
            return environment.createSession(onnx.toString(), options);
        }
    }

    /** TensorRT takes what it can run, CUDA the rest; in 16 bits, since that is what TensorRT is chosen for. */
    private static OrtSession onTensorRt(
            OrtEnvironment environment, Path onnx, SessionOptions options, OrtCUDAProviderOptions cuda, int device)
            throws OrtException {
        try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(device)) {
            tensorRt.add("trt_fp16_enable", "1");
            options.addTensorrt(tensorRt);
            options.addCUDA(cuda);
            return environment.createSession(onnx.toString(), options);
        }
    }

    /** One thread a window: the workers are the parallelism, and a waiting thread must not spin. */
    private static SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setExecutionMode(ExecutionMode.SEQUENTIAL);
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }
}
