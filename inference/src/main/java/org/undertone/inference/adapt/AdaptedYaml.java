package org.undertone.inference.adapt;

import java.util.stream.Collectors;
import org.undertone.core.Emotion;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.ModelNotes;

/** The {@code model.yaml} of an adapted model. */
final class AdaptedYaml {

    private AdaptedYaml() {}

    static String text(ModelFolder folder, String sha256, AdaptedNotes notes) {
        ModelDescription parent = folder.description();
        ModelNotes said = folder.notes();
        return """
                # The last layer of another model, fitted anew on a site's recordings. Made by: undertone model adapt
                name: %s
                version: %s
                description: %s
                parent: {name: %s, version: %s, sha256: %s}

                labels: [%s]
                trained: [%s]

                sample-rate: %s
                window: %sms
                input: %s

                outputs: {scores: %s, embedding: %s%s}
                embedding-size: %s
                sha256: %s

                licence: %s
                data: %s
                figures: %s
                limits: %s
                """.formatted(
                quoted(notes.name()),
                quoted(notes.version()),
                quoted(notes.description()),
                quoted(parent.name()),
                quoted(parent.version()),
                quoted(parent.sha256()),
                parent.labels().stream().map(AdaptedYaml::quoted).collect(Collectors.joining(", ")),
                Emotion.all().stream()
                        .filter(parent.trained()::contains)
                        .map(Emotion::label)
                        .collect(Collectors.joining(", ")),
                parent.sampleRate(),
                parent.window().toMillis(),
                quoted(parent.input()),
                quoted(parent.scores()),
                quoted(parent.embedding()),
                parent.doubts().map(doubts -> ", doubts: " + quoted(doubts)).orElse(""),
                parent.embeddingSize(),
                sha256,
                quoted("What it was adapted from: " + said.licence()
                        + " The last layer: whoever holds the rights in the recordings. Ask before you pass it on."),
                quoted(notes.data() + " What it was adapted from: " + said.data()),
                notes.figures(),
                quoted("Fitted to the callers, language and lines of one site, and measured on no other. What it was"
                        + " adapted from: " + said.limits()));
    }

    /** As YAML reads it back, whatever is in it. */
    private static String quoted(String text) {
        return '"' + text.strip().replaceAll("\\s+", " ").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
