package org.undertone.cli.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.undertone.cli.Shipped;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.alarms.NaturalPlan;
import org.undertone.inference.model.ModelDescription;
import org.undertone.rules.RuleSet;
import picocli.CommandLine.Option;

/** What {@code model evaluate} is asked about rules: how often they alarm for nothing, and how soon for an actor's anger. */
final class RuleOptions {

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
            description = "The rules that might alarm, for --natural and --calls; the shipped ones if not said.")
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

    @Option(
            names = "--calls",
            description =
                    "Also joins the clips of each actor of labelled speech to a call that is calm and then angry, and one"
                            + " that is angry from the start, and tells how soon the rules open a ticket.")
    private boolean calls;

    boolean calls() {
        return calls;
    }

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
            Map<String, Boolean> given = new LinkedHashMap<>();
            given.put("--rules", rules != null && !calls);
            given.put("--natural-line", line != null);
            given.put("--scores", scores != null);
            given.put("--held-out", heldOut != null);
            return given.entrySet().stream()
                    .filter(Map.Entry::getValue)
                    .findFirst()
                    .map(alone -> alone.getKey() + " is about natural speech: name its folder with --natural DIR");
        }
        return line().isEmpty()
                ? Optional.of("--natural-line " + line + ": one of clean, phone, voip")
                : Optional.empty();
    }

    private Optional<Line> line() {
        return Line.ofLabel(line == null ? PHONE : line);
    }

    /**
     * The rules, for that model.
     *
     * @throws org.undertone.config.yaml.SettingsException with everything that is wrong with the rule file
     */
    RuleSet rules(ModelDescription model) {
        return RuleSet.load(rulesFile(), model.trained());
    }

    /** What those rules are called. */
    String rulesName() {
        return String.valueOf(rulesFile().getFileName());
    }

    private Path rulesFile() {
        return rules == null ? Shipped.RULES : rules;
    }

    /** How natural speech is measured by those rules. */
    NaturalPlan plan(RuleSet rules, int threads, HeldOutModels heldOut) {
        return new NaturalPlan(rules, rulesName(), line().orElseThrow(), threads, heldOut.sources());
    }
}
