package org.undertone.inference.remote;

import java.time.Duration;
import java.time.InstantSource;
import org.undertone.config.ModelSettings;
import org.undertone.config.RemoteSettings;
import org.undertone.config.RemoteSettings.Fallback;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.onnx.LocalScorer;

/** Opens a model where the settings say: on this machine, or on a server. */
public final class Scorers {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private Scorers() {}

    /**
     * Opens it and tries it. A server that is away does not keep calls from being heard where windows fall back on this
     * machine; one that has not the model that is meant does.
     *
     * @param folder the model, or on a server its description, and the model to fall back on
     * @param clock the one by which windows say when they came
     * @throws org.undertone.inference.model.ModelException if it cannot be used
     */
    public static Scorer open(ModelSettings settings, ModelFolder folder, InstantSource clock) {
        return open(settings, folder, clock, PAUSE);
    }

    static Scorer open(ModelSettings settings, ModelFolder folder, InstantSource clock, Duration pause) {
        if (settings.remote().isEmpty()) {
            return LocalScorer.open(folder, settings.accelerator(), settings.cuda(), clock);
        }
        RemoteSettings remote = settings.remote().get();
        if (remote.fallback() == Fallback.NONE) {
            return RemoteScorer.open(server(remote, folder.description()), folder.description(), remote, pause);
        }
        Scorer local = LocalScorer.open(folder, settings.accelerator(), settings.cuda(), clock);
        boolean opened = false;
        try {
            RemoteScorer far =
                    RemoteScorer.open(server(remote, folder.description()), folder.description(), remote, pause);
            Scorer both = new FallbackScorer(
                    far, local, local.atOnce(Runtime.getRuntime().availableProcessors()));
            opened = true;
            return both;
        } finally {
            if (!opened) {
                local.close();
            }
        }
    }

    static InferenceServer server(RemoteSettings remote, ModelDescription model) {
        return switch (remote.protocol()) {
            case HTTP -> new HttpInferenceServer(remote, model);
            case GRPC -> new GrpcInferenceServer(remote, model);
        };
    }
}
