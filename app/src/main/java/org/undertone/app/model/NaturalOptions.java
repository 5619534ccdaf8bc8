package org.undertone.app.model;

import java.nio.file.Path;
import java.util.Optional;
import org.undertone.app.evaluation.NaturalPlan;
import org.undertone.inference.ModelDescription;
import org.undertone.inference.evaluate.Line;
import org.undertone.rules.RuleSet;
import picocli.CommandLine.Option;

/** What {@code model evaluate} is asked about natural speech. */
final class NaturalOptions {

    private static final Path HOME = Path.of(System.getProperty("undertone.home", "."));
    private static final String PHONE = "phone";

    @Option(
            names = "--natural",
            paramLabel = "DIR",
            description =
                    "A folder of natural speech in which hardly anybody is angry, one voice a sound file; folders in it"
                            + " are looked through too. Tells how often the rules alarm for nothing. A recording's source is the"
                            + " first folder below DIR, or of a file in DIR itself its name up to the first dash.")
    private Path folder;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "The rules that might alarm; the shipped ones if not said.")
    private Path rules;

    @Option(
            names = "--natural-line",
            paramLabel = "LINE",
            description =
                    "What natural recordings of more than 8 kHz are heard over: clean, phone or voip; phone if not"
                            + " said, since that is how a PBX mostly hears them. Those of 8 kHz are heard as they are.")
    private String line;

    @Option(
            names = "--scores",
            paramLabel = "FILE",
            description =
                    "Writes a line for each window as CSV: file, source, probabilities, and of natural ones start,"
                            + " quality and the smoothed probabilities that rules ask for.")
    private Path scores;

    @Option(
            names = "--held-out",
            paramLabel = "DIR",
            description =
                    "Model folders named like sources, each of a model that was made alike and has not learnt from that"
                            + " source: it hears the source instead, so that nobody is measured on what was learnt. Made by"
                            + " inference/training/refit.py.")
    private Path heldOut;

    Optional<Path> heldOut() {
        return Optional.ofNullable(heldOut);
    }

    Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    Optional<Path> scores() {
        return Optional.ofNullable(scores);
    }

    /** The first mistake in them; empty if there is none. */
    Optional<String> mistake() {
        if (folder == null) {
            String alone = rules != null
                    ? "--rules"
                    : line != null
                            ? "--natural-line"
                            : scores != null ? "--scores" : heldOut != null ? "--held-out" : "";
            return alone.isEmpty()
                    ? Optional.empty()
                    : Optional.of(alone + " is about natural speech: name its folder with --natural DIR");
        }
        return line().isEmpty()
                ? Optional.of("--natural-line " + line + ": one of clean, phone, voip")
                : Optional.empty();
    }

    private Optional<Line> line() {
        return Line.ofLabel(line == null ? PHONE : line);
    }

    /**
     * The plan for that model.
     *
     * @throws org.undertone.config.SettingsException with everything that is wrong with the rule file
     */
    NaturalPlan plan(ModelDescription model, int threads, HeldOutModels heldOut) {
        Path file = rules == null ? HOME.resolve("config/rules.yaml") : rules;
        return new NaturalPlan(
                RuleSet.load(file, model.trained()),
                String.valueOf(file.getFileName()),
                line().orElseThrow(),
                threads,
                heldOut.sources());
    }
}
