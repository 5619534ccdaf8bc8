package org.undertone.inference.remote;

import java.time.Duration;
import java.util.List;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Answers;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.WarmUp;
import org.undertone.inference.remote.ServerException.Kind;

/** What a server must pass before it hears calls, at the start and whenever it was away: it may be another one since. */
final class Examination {

    /** A server that is not warm may take that long for a request. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InferenceServer server;
    private final ModelDescription model;
    private final Answers answers;
    private final Duration deadline;

    Examination(InferenceServer server, ModelDescription model, Duration deadline) {
        this.server = server;
        this.model = model;
        this.answers = Answers.of(model);
        this.deadline = deadline;
    }

    /** Takes a minute at most, and commonly little more than five requests do. */
    void pass() throws ServerException {
        server.ready(PATIENCE);
        List<String> problems = server.model(PATIENCE).problems(model);
        if (!problems.isEmpty()) {
            throw new ServerException(
                    Kind.UNFIT,
                    "has not the model that model.yaml describes:\n  - " + String.join("\n  - ", problems)
                            + "\nCorrect model.remote.model-name, or give it the model of model.folder (export-triton)");
        }
        List<AudioWindow> windows = WarmUp.windows(model.window());
        for (AudioWindow window : windows) {
            hear(window, PATIENCE);
        }
        // Warm now, so it must be as quick as on a call.
        hear(windows.get(windows.size() - 1), deadline);
    }

    private void hear(AudioWindow window, Duration limit) throws ServerException {
        try {
            Hearing heard = answers.read(server.infer(window, limit));
            WarmUp.check(model, heard.probabilities());
        } catch (ModelException e) {
            throw new ServerException(Kind.UNFIT, "gave a wrong answer: " + e.getMessage(), e);
        }
    }
}
