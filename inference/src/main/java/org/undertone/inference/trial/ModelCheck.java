package org.undertone.inference.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.event.Finding;
import org.undertone.inference.model.EmotionColumns;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;

/**
 * Looks whether a model folder can be used, before any call: what its description says, whether its file is the one
 * described, and whether the graph bears what a call may bring. Never throws for what is wrong with the folder.
 */
public final class ModelCheck {

    private static final List<String> BEFORE = List.of("description", "labels", "file", "graph");

    private final Path path;
    private final InstantSource clock;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Looks at nothing yet.
     *
     * @param path the model folder
     * @param clock that the model is timed with
     */
    public ModelCheck(Path path, InstantSource clock) {
        this.path = path;
        this.clock = clock;
    }

    /** What is looked at, in that order; one finding has each name. */
    public static List<String> names() {
        return Stream.concat(BEFORE.stream(), ModelTrial.NAMES.stream()).toList();
    }

    /** Looks, on the CPU with one thread; takes some dozen windows' time. Once. */
    public List<Finding> run() {
        look();
        names().stream()
                .skip(findings.size())
                .map(name -> Finding.unknown(name, "not looked at, because of the problem above"))
                .forEach(findings::add);
        return List.copyOf(findings);
    }

    private void look() {
        if (!Files.isDirectory(path)) {
            findings.add(Finding.problem(
                    "description",
                    "there is no folder " + path.toAbsolutePath(),
                    "name a folder that holds model.onnx and model.yaml"));
            return;
        }
        ModelDescription model;
        try {
            model = ModelFolder.describe(path);
        } catch (ModelException e) {
            describeProblems(e);
            return;
        }
        findings.add(Finding.ok("description", model.titleWithParent() + ": " + model.description()));
        findings.add(Finding.ok("labels", labels(model)));
        ModelFolder folder = ModelFolder.unverified(path, model);
        findings.add(file(folder));
        if (Files.isRegularFile(folder.onnx())) {
            tryGraph(folder);
        }
    }

    private void describeProblems(ModelException e) {
        if (!(e.getCause() instanceof SettingsException settings)) {
            findings.add(Finding.problem("description", e.getMessage(), ""));
            return;
        }
        List<String> ofLabels =
                settings.problems().stream().filter(ModelCheck::isOfLabels).toList();
        List<String> others = settings.problems().stream()
                .filter(problem -> !isOfLabels(problem))
                .toList();
        findings.add(
                others.isEmpty()
                        ? Finding.ok("description", settings.source() + " is complete but for its labels")
                        : Finding.problem(
                                "description",
                                settings.source() + ": " + String.join("; ", others),
                                "inference/models has an example of every key"));
        if (!ofLabels.isEmpty()) {
            findings.add(Finding.problem(
                    "labels",
                    String.join("; ", ofLabels),
                    "labels tells what each column of the scores is, in the order that the model was trained with;"
                            + " take it from the model's author, for emotion2vec+ from its tokens.txt"));
        }
    }

    private static boolean isOfLabels(String problem) {
        return problem.startsWith("labels") || problem.startsWith("trained");
    }

    private static String labels(ModelDescription model) {
        return IntStream.range(0, model.labels().size())
                .mapToObj(column -> column + " "
                        + EmotionColumns.emotion(model.labels().get(column))
                                .map(emotion ->
                                        emotion.label() + (model.trained().contains(emotion) ? "" : " (never)"))
                                .orElse("unused"))
                .collect(Collectors.joining(", "));
    }

    private static Finding file(ModelFolder folder) {
        try {
            folder.verify();
            return Finding.ok("file", size(folder) + ", and its checksum is right");
        } catch (ModelException e) {
            String advice = Files.isRegularFile(folder.onnx())
                    ? "it has " + size(folder) + "; if that is less than it should be, the copy was cut short"
                    : "";
            return Finding.problem("file", e.getMessage(), advice);
        }
    }

    private static String size(ModelFolder folder) {
        try {
            return Files.size(folder.onnx()) + " bytes";
        } catch (IOException e) {
            return "an unknown number of bytes";
        }
    }

    private void tryGraph(ModelFolder folder) {
        ModelDescription model = folder.description();
        TrialSession session;
        try {
            session = TrialSession.open(folder);
        } catch (ModelException e) {
            findings.add(Finding.problem(
                    "graph",
                    e.getMessage(),
                    "it is no whole ONNX file: copy or download it again, or export it for this version"));
            return;
        }
        try (session) {
            List<String> differences = session.differences();
            if (!differences.isEmpty()) {
                findings.add(Finding.problem(
                        "graph",
                        String.join("; ", differences),
                        "correct the names and sizes in model.yaml, or export the model with nine scores and an"
                                + " embedding; docs/emotion2vec.md tells how for emotion2vec+"));
                return;
            }
            findings.add(Finding.ok(
                    "graph",
                    model.input() + " to " + model.scores() + " [b, 9] and " + model.embedding() + " [b, "
                            + model.embeddingSize() + "]"));
            findings.addAll(new ModelTrial(model, session, clock).run());
        }
    }
}
