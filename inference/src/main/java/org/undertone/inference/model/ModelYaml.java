package org.undertone.inference.model;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.undertone.config.yaml.Problems;
import org.undertone.config.yaml.Section;
import org.undertone.core.Emotion;
import org.undertone.core.audio.AudioBlock;

/** Reads {@code model.yaml}, and tells everything that is wrong with it at once. */
final class ModelYaml {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final List<String> FOR_PEOPLE = List.of("licence", "data", "figures", "limits");

    private final Section root;

    private ModelYaml(Section root) {
        this.root = root;
    }

    /**
     * Reads a text.
     *
     * @param source what to call it in problems
     * @throws org.undertone.config.yaml.SettingsException with every problem in it
     */
    static ModelDescription read(String source, String yaml) {
        Problems problems = new Problems(source);
        Section root = Section.parse(yaml, problems, Map.of());
        problems.throwIfAny();
        ModelDescription description = new ModelYaml(root).description();
        problems.throwIfAny();
        return description;
    }

    /** What it says for people only; as {@link #read} it, so without problems. */
    static ModelNotes notes(String yaml) {
        Section root = Section.parse(yaml, new Problems("model.yaml"), Map.of());
        return new ModelNotes(root.text("licence", ""), root.text("data", ""), root.text("limits", ""));
    }

    private ModelDescription description() {
        Section outputs = root.section("outputs");
        List<String> labels = labels();
        ModelDescription description = new ModelDescription(
                root.text("name"),
                root.text("version"),
                root.text("description"),
                labels,
                trained(labels),
                sampleRate(),
                window(),
                root.text("input"),
                outputs.text("scores"),
                outputs.has("doubts") ? Optional.of(outputs.text("doubts")) : Optional.empty(),
                outputs.text("embedding"),
                embeddingSize(),
                sha256(root),
                parent());
        outputs.done();
        FOR_PEOPLE.forEach(this::require);
        root.done();
        return description;
    }

    private List<String> labels() {
        if (!require("labels")) {
            return List.of();
        }
        List<String> labels = root.texts("labels");
        EmotionColumns.problems(labels).forEach(problem -> root.problem("labels", problem));
        return labels;
    }

    private Set<Emotion> trained(List<String> labels) {
        Set<Emotion> trained = EnumSet.noneOf(Emotion.class);
        if (!require("trained")) {
            return trained;
        }
        List<Emotion> known = labels.stream()
                .map(EmotionColumns::emotion)
                .flatMap(Optional::stream)
                .toList();
        for (String label : root.texts("trained")) {
            EmotionColumns.emotion(label)
                    .filter(known::contains)
                    .ifPresentOrElse(
                            trained::add,
                            () -> root.problem("trained", "'" + label + "' is not one of labels, which are " + labels));
        }
        if (trained.isEmpty()) {
            root.problem("trained", "names no emotion; list those of labels that the model was trained to tell");
        }
        return trained;
    }

    private int sampleRate() {
        int rate = AudioBlock.SAMPLE_RATE;
        return require("sample-rate") ? root.integer("sample-rate", rate, rate, rate) : rate;
    }

    private Duration window() {
        Duration usual = Duration.ofSeconds(3);
        if (!require("window")) {
            return usual;
        }
        Duration window = root.duration("window", usual, AudioBlock.LENGTH, Duration.ofSeconds(60));
        if (window.toMillis() % AudioBlock.LENGTH.toMillis() != 0) {
            root.problem("window", window.toMillis() + "ms is not a multiple of 100ms");
        }
        return window;
    }

    private int embeddingSize() {
        return require("embedding-size") ? root.integer("embedding-size", 1, 1, 65_536) : 1;
    }

    private Optional<ModelDescription.Parent> parent() {
        if (!root.has("parent")) {
            return Optional.empty();
        }
        Section parent = root.section("parent");
        var read = new ModelDescription.Parent(parent.text("name"), parent.text("version"), sha256(parent));
        parent.done();
        return Optional.of(read);
    }

    private static String sha256(Section section) {
        String sha256 = section.text("sha256").toLowerCase(Locale.ROOT);
        if (!sha256.isBlank() && !SHA256.matcher(sha256).matches()) {
            section.problem(
                    "sha256", "'" + sha256 + "' is not 64 hexadecimal digits; sha256sum model.onnx prints them");
        }
        return sha256;
    }

    private boolean require(String key) {
        boolean there = root.has(key);
        if (!there) {
            root.problem(key, "is missing");
        }
        return there;
    }
}
