package org.undertone.cli.model;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.Shipped;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.adapt.AdaptPlan;
import org.undertone.evaluation.adapt.Adaptation;
import org.undertone.evaluation.adapt.Adapted;
import org.undertone.evaluation.adapt.AdaptedText;
import org.undertone.inference.model.ModelFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Teaches a model a site's own calls: its last layer is fitted anew on them. */
@Command(
        name = "adapt",
        mixinStandardHelpOptions = true,
        description = {
            "Fits the last layer of a model anew on a site's own recordings, and writes a model folder of its own if callers"
                    + " that were left out are heard better by it, and the sets of the model card not worse by more than two"
                    + " points. Says before and after either way.",
            "Recordings hold the customer's voice alone. They are heard as live calls are; of them only the layer is kept.",
            "docs/your-own-calls.md walks through it."
        })
final class AdaptCommand implements Callable<Integer> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Option(
            names = "--labels",
            paramLabel = "CSV",
            description =
                    "Marked stretches of recordings: file,start,end,label,caller. Times in seconds or as 1:12.5, both"
                            + " empty for a whole file; the caller is any word that is the same for all calls of a person.")
    private Path labels;

    @Option(names = "--recordings", paramLabel = "DIR", description = "Where its files are; beside it if not said.")
    private Path recordings;

    @Option(
            names = "--neutral",
            paramLabel = "DIR",
            description =
                    "Calls that nobody marked and in which hardly anybody feels strongly: taken to be neutral. Each file"
                            + " is a caller, or each folder in DIR where there are some.")
    private Path neutral;

    @Option(
            names = "--line",
            paramLabel = "LINE",
            description =
                    "What recordings are heard over: clean (as they are) if not said; phone or voip where they were not"
                            + " recorded from a telephone.")
    private String line = Line.CLEAN.label();

    @Option(
            names = "--sets",
            paramLabel = "DIR",
            description =
                    "Labelled speech that must not be heard worse by more than two points, such as CREMA-D's dev.")
    private Path sets;

    @Option(names = "--also", paramLabel = "DIR", description = "Further labelled speech; may be given several times.")
    private List<Path> also = List.of();

    @Option(
            names = "--without-the-cards-sets",
            description = "Does not look whether other speech is heard worse than before.")
    private boolean withoutSets;

    @Option(
            names = "--model",
            paramLabel = "FOLDER",
            description = "What to begin with; the shipped model if not said.")
    private Path model = Shipped.MODEL;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The model folder to write.")
    private Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "What the model is called; as the folder if not said.")
    private String name;

    @Option(
            names = "--model-version",
            paramLabel = "VERSION",
            description =
                    "Which of that name; if not said, that of the model it was adapted from and the first eight digits of the"
                            + " sha256 of what was made of it.")
    private String version;

    @Override
    public Integer call() {
        AdaptPlan plan = plan();
        Adaptation adaptation = new Adaptation(ModelFolder.load(model), plan, Clock.systemUTC(), output::note);
        Adapted adapted = adaptation.run();
        PrintWriter text = output.out();
        text.print(AdaptedText.text(adapted));
        if (plan.sets().isEmpty()) {
            text.println("Whether other speech is heard worse than before was not looked at.");
        }
        adapted.refused().forEach(why -> text.println("Refused: " + why + "."));
        text.println(
                adapted.refused().isEmpty()
                        ? "Written to " + plan.out()
                                + ". Let it hear beside the model that you have before you take it."
                        : "Nothing was written.");
        text.flush();
        return adapted.refused().isEmpty() ? ExitCode.DONE : ExitCode.PROBLEM;
    }

    private AdaptPlan plan() {
        if (labels == null && neutral == null) {
            throw wrong(
                    "give marked recordings with --labels CSV, or calls that are neutral with --neutral DIR, or both");
        }
        if (recordings != null && labels == null) {
            throw wrong("--recordings says where the files of --labels are: give that too");
        }
        List<Path> all = new ArrayList<>();
        Optional.ofNullable(sets).ifPresent(all::add);
        all.addAll(also);
        checkSets(all);
        Path folder = out.toAbsolutePath().normalize();
        String called = name == null ? String.valueOf(folder.getFileName()) : name;
        for (String word : version == null ? List.of(called) : List.of(called, version)) {
            if (!NAME.matcher(word).matches()) {
                throw wrong("'" + word
                        + "' is no name or version: letters, digits, dots and dashes; --name, --model-version");
            }
        }
        return new AdaptPlan(
                Optional.ofNullable(labels),
                Optional.ofNullable(recordings),
                Optional.ofNullable(neutral),
                Line.ofLabel(line).orElseThrow(() -> wrong("--line " + line + ": one of clean, phone, voip")),
                all,
                folder,
                called,
                Optional.ofNullable(version));
    }

    private void checkSets(List<Path> all) {
        if (all.isEmpty() && labels == null) {
            throw wrong("neutral calls alone cannot say how much anger is lost: give labelled speech too, such as"
                    + " --sets CREMA-D/dev");
        }
        if (all.isEmpty() != withoutSets) {
            throw wrong(
                    withoutSets
                            ? "--without-the-cards-sets and --sets or --also: one of them"
                            : "give labelled speech that must not be heard worse, such as --sets CREMA-D/dev --also EMO-DB,"
                                    + " or say --without-the-cards-sets");
        }
        all.stream().filter(set -> !Files.isDirectory(set)).findFirst().ifPresent(set -> {
            throw wrong("there is no folder " + set);
        });
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
