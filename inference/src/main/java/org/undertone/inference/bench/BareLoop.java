package org.undertone.inference.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.onnx.OnnxSessions;

/**
 * The model file in ONNX Runtime and nothing else: one session on the CPU, and threads that run it again and again on
 * sound that already lies in its inputs. It uses nothing of the engine, so that the engine can be measured by it. For one
 * caller at a time.
 */
public final class BareLoop implements AutoCloseable {

    /** Inputs of each thread, so that it does not hear the same sound again and again. */
    private static final int INPUTS = 4;

    private static final int PATIENCE_SECONDS = 60;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ModelDescription model;
    private final Set<String> outputs;

    private BareLoop(OrtEnvironment environment, OrtSession session, ModelDescription model) {
        this.environment = environment;
        this.session = session;
        this.model = model;
        // What the engine asks for.
        this.outputs = Stream.concat(Stream.of(model.scores()), model.doubts().stream())
                .collect(Collectors.toSet());
    }

    /**
     * Opens the model on the CPU: one thread a run, and none that spins.
     *
     * @throws ModelException if it cannot be opened
     */
    public static BareLoop open(ModelFolder folder) {
        OrtEnvironment environment = OnnxSessions.environment();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            String onnx = folder.path().resolve("model.onnx").toString();
            return new BareLoop(environment, environment.createSession(onnx, options), folder.description());
        } catch (OrtException e) {
            throw failed(folder.description(), e);
        }
    }

    /** The version of ONNX Runtime. */
    public static String runtime() {
        return OnnxSessions.environment().getVersion();
    }

    /**
     * Runs the model for about that time, and at least once a thread.
     *
     * @param sound windows of the length that the model takes; at least one
     * @param batch windows in one run, 1 or more
     * @param threads how many run it at the same time, 1 or more
     * @throws ModelException if the model fails
     */
    public BareRun run(List<AudioWindow> sound, int batch, int threads, Duration time) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Callable<Share>> shares = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * INPUTS * batch;
                shares.add(() -> share(sound, first, batch, start, time));
            }
            return sum(pool.invokeAll(shares));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("model " + model.title() + ": interrupted while it was timed", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** What one thread did. */
    private record Share(long windows, long nanos, long cpuNanos) {}

    private BareRun sum(List<Future<Share>> shares) throws InterruptedException {
        long windows = 0;
        long cpuNanos = 0;
        double perSecond = 0;
        for (Future<Share> future : shares) {
            Share share = result(future);
            windows += share.windows();
            cpuNanos += share.cpuNanos();
            perSecond += share.windows() * 1e9 / share.nanos();
        }
        return new BareRun(windows, perSecond, cpuNanos / 1e6 / windows);
    }

    private Share result(Future<Share> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failed(model, e.getCause());
        }
    }

    private Share share(List<AudioWindow> sound, int first, int batch, CyclicBarrier start, Duration time)
            throws Exception {
        List<OnnxTensor> inputs = new ArrayList<>();
        try {
            for (int i = 0; i < INPUTS; i++) {
                inputs.add(input(sound, first + i * batch, batch));
            }
            // Once before it counts: the arena takes its memory with the first run of a shape.
            once(inputs.get(0));
            // Not for ever: another thread may have failed before it came here.
            start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            long cpu = THREADS.getCurrentThreadCpuTime();
            long began = System.nanoTime();
            long runs = 0;
            do {
                once(inputs.get((int) (runs % INPUTS)));
                runs++;
            } while (System.nanoTime() - began < time.toNanos());
            return new Share(runs * batch, System.nanoTime() - began, THREADS.getCurrentThreadCpuTime() - cpu);
        } finally {
            inputs.forEach(OnnxTensor::close);
        }
    }

    private void once(OnnxTensor input) throws OrtException {
        session.run(Map.of(model.input(), input), outputs).close();
    }

    private OnnxTensor input(List<AudioWindow> sound, int first, int batch) throws OrtException {
        int samples = sound.get(0).samples();
        FloatBuffer floats = ByteBuffer.allocateDirect(batch * samples * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < batch; i++) {
            sound.get((first + i) % sound.size()).appendTo(floats);
        }
        return OnnxTensor.createTensor(environment, floats.flip(), new long[] {batch, samples});
    }

    private static ModelException failed(ModelDescription model, Throwable cause) {
        return new ModelException(
                "model " + model.title() + " does not run in a bare loop: " + cause.getMessage()
                        + "; undertone model add tells what is wrong with a model",
                cause);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(model, e);
        }
    }
}
