package org.undertone.app.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.undertone.app.ExitCode;
import org.undertone.inference.ModelFolder;
import org.undertone.inference.OnnxScorer;
import org.undertone.inference.evaluate.Dataset;
import org.undertone.inference.evaluate.Datasets;
import org.undertone.inference.evaluate.Evaluation;
import org.undertone.inference.evaluate.EvaluationPlan;
import org.undertone.inference.evaluate.Evaluator;
import org.undertone.inference.evaluate.Line;
import org.undertone.inference.files.AudioFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How well does a model hear? Measures it on labelled speech, by the code that hears live calls. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how well a model hears labelled speech: whole clips and 3 s windows of running speech, as recorded"
                    + " and over simulated lines, by the code that hears live calls.",
            "Knows CREMA-D, EMO-DB, RAVDESS, ESD, CASIA by their names; any other speech by a table with the columns"
                    + " path,emotion,speaker. Sound files of every kind that ffmpeg reads. The same seed gives the same"
                    + " figures."
        })
final class EvaluateCommand implements Callable<Integer> {

    private static final Path HOME = Path.of(System.getProperty("undertone.home", "."));
    private static final int THREADS = 2;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "The folder of labelled speech; folders in it are looked through too.")
    private Path folder;

    @Option(names = "--model", paramLabel = "FOLDER", description = "The model folder; the shipped one if not said.")
    private Path model = HOME.resolve("inference/models/moonshine-tiny-emotion");

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description =
                    "The labels, instead of names: path (from DIR), emotion, speaker. DIR's own labels.csv is taken"
                            + " without being asked for.")
    private Path csv;

    @Option(
            names = "--line",
            split = ",",
            paramLabel = "LINE",
            description = "clean, phone, voip, joined by commas; clean,phone if not said.")
    private List<String> lines = List.of("clean", "phone");

    @Option(names = "--limit", paramLabel = "N", description = "At most so many clips, chosen at random.")
    private Integer limit;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random; 1 if not said.")
    private long seed = 1;

    @Option(names = "--json", description = "Prints the figures as JSON.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes a page with tables and pictures there too.")
    private Path html;

    @Option(
            names = "--card",
            paramLabel = "FILE",
            description = "Puts the figures into a model card (Markdown), between its two marks, and pictures into"
                    + " images/ beside it.")
    private Path card;

    @Override
    public Integer call() throws IOException {
        EvaluationPlan plan = plan();
        require(html, "--html");
        if (card != null) {
            ModelCard.check(card);
        }
        Dataset dataset = csv == null ? Datasets.open(folder) : Datasets.open(folder, csv);
        Evaluation evaluation = measured(dataset, plan);
        // First what cannot fail: it took minutes.
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? new EvaluationJson(evaluation).text() : new EvaluationTable(evaluation).text());
        out.flush();
        if (html != null) {
            write(new EvaluationPage(evaluation).html());
        }
        if (card != null) {
            ModelCard.write(card, evaluation);
        }
        return ExitCode.DONE;
    }

    private void write(String page) {
        try {
            Files.writeString(html, page);
        } catch (IOException e) {
            throw wrong("--html " + html + " cannot be written (" + e.getClass().getSimpleName()
                    + "); name a file in a folder that you may write to");
        }
    }

    private EvaluationPlan plan() {
        List<Line> chosen = new ArrayList<>();
        for (String line : lines) {
            chosen.add(Line.ofLabel(line.strip())
                    .orElseThrow(
                            () -> wrong("--line " + line + ": one of clean, phone, voip, or more joined by commas")));
        }
        if (limit != null && limit < 1) {
            throw wrong("--limit " + limit + ": 1 or more");
        }
        return new EvaluationPlan(chosen, limit == null ? OptionalInt.empty() : OptionalInt.of(limit), seed, THREADS);
    }

    /** Before minutes of hearing, not after. */
    private void require(Path file, String option) {
        if (file == null) {
            return;
        }
        if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw wrong(option + " " + file + ": there is no such folder");
        }
        if (Files.isDirectory(file)) {
            throw wrong(option + " " + file + ": is a folder; name a file in it");
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private Evaluation measured(Dataset dataset, EvaluationPlan plan) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                Locale.ROOT,
                "%s: %d clips named as %s%n",
                folder,
                dataset.clips().size(),
                dataset.title());
        err.flush();
        try (OnnxScorer scorer = OnnxScorer.open(ModelFolder.load(model))) {
            return new Evaluator(scorer, new AudioFiles("ffmpeg")).run(dataset, plan, (heard, all) -> {
                // Ten lines are enough to see that it goes on.
                if (heard * 10 / all > (heard - 1) * 10 / all) {
                    err.printf(Locale.ROOT, "heard %d of %d speakers%n", heard, all);
                    err.flush();
                }
            });
        }
    }
}
