package org.undertone.cli.model;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.Shipped;
import org.undertone.config.yaml.SettingsException;
import org.undertone.evaluation.EvaluationPlan;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.alarms.CallsEvaluation;
import org.undertone.evaluation.data.Dataset;
import org.undertone.evaluation.data.Datasets;
import org.undertone.evaluation.data.NaturalSpeech;
import org.undertone.evaluation.report.EvaluationMessages;
import org.undertone.evaluation.report.EvaluationPage;
import org.undertone.evaluation.report.Findings;
import org.undertone.evaluation.report.FindingsText;
import org.undertone.evaluation.report.ModelCard;
import org.undertone.evaluation.report.ScoresCsv;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.onnx.OnnxScorer;
import org.undertone.rules.RuleSet;
import org.undertone.wire.WireJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
                    + " and over simulated lines, by the code that hears live calls; and with --natural, how often rules"
                    + " alarm where nobody is angry, and how much anger is caught where they hardly ever do.",
            "Knows CREMA-D, EMO-DB, RAVDESS, ESD, CASIA by their names; any other speech by a table with the columns"
                    + " path,emotion,speaker. Sound files of every kind that ffmpeg reads. The same seed gives the same"
                    + " figures."
        })
final class EvaluateCommand implements Callable<Integer> {

    private static final int THREADS = 2;
    private static final String DASH = "-";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Mixin
    private RuleOptions options;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder of labelled speech; folders in it are looked through too.")
    private Path folder;

    @Option(names = "--model", paramLabel = "FOLDER", description = "The model folder; the shipped one if not said.")
    private Path model = Shipped.MODEL;

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

    @Option(
            names = "--also",
            paramLabel = "DIR",
            description = "A further folder of labelled speech, such as of another language, measured by itself; may be"
                    + " given several times.")
    private List<Path> also = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many clips, chosen at random.")
    private Integer limit;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random; 1 if not said.")
    private long seed = 1;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes all figures there as JSON; a dash prints them instead of the tables.")
    private String json;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes a page with tables and pictures there too.")
    private Path html;

    @Option(
            names = "--card",
            paramLabel = "FILE",
            description =
                    "Puts the figures into a model card (Markdown), each kind between its two marks, and pictures into"
                            + " images/ beside it.")
    private Path card;

    @Override
    public Integer call() throws IOException {
        EvaluationPlan plan = plan();
        check();
        ModelFolder opened = ModelFolder.load(model);
        // What is missing is told before minutes of hearing.
        Optional<NaturalSpeech> speech = options.folder().map(NaturalSpeech::in);
        HeldOutModels heldOut = options.heldOut()
                .map(others -> HeldOutModels.in(others, opened.description(), speech.orElseThrow()))
                .orElse(HeldOutModels.NONE);
        Optional<RuleSet> rules;
        try {
            rules = speech.isPresent() || options.calls()
                    ? Optional.of(options.rules(opened.description()))
                    : Optional.empty();
        } catch (SettingsException e) {
            output.error(e.getMessage());
            return ExitCode.BAD_SETTINGS;
        }
        Optional<Dataset> labelled = Optional.ofNullable(folder)
                .map(given -> csv == null ? Datasets.open(given) : Datasets.open(given, csv));
        List<Dataset> further = also.stream().map(Datasets::open).toList();
        try (OnnxScorer scorer = OnnxScorer.open(opened)) {
            Ears ears = new Ears(scorer, output.err());
            tell(new Findings(
                    scorer.model(),
                    speech.map(one -> ears.natural(one, options.plan(rules.orElseThrow(), THREADS, heldOut), heldOut)),
                    labelled.map(one -> ears.labelled(folder, one, plan)),
                    ears.also(also, further, plan),
                    options.calls() ? calls(ears, labelled, further, rules.orElseThrow()) : List.of()));
        }
        return ExitCode.DONE;
    }

    private List<CallsEvaluation> calls(Ears ears, Optional<Dataset> labelled, List<Dataset> further, RuleSet rules) {
        List<Dataset> all = Stream.concat(labelled.stream(), further.stream()).toList();
        return ears.calls(all, rules, options.rulesName(), seed);
    }

    private void tell(Findings findings) throws IOException {
        // First what cannot fail: it took minutes.
        output.print(DASH.equals(json) ? WireJson.text(EvaluationMessages.of(findings)) : FindingsText.text(findings));
        if (json != null && !json.equals(DASH)) {
            write("--json", Path.of(json), WireJson.text(EvaluationMessages.of(findings)));
        }
        if (html != null) {
            write("--html", html, new EvaluationPage(findings.labelled().orElseThrow()).html());
        }
        if (card != null) {
            ModelCard.write(card, findings);
        }
        options.scores().ifPresent(file -> writeScores(file, findings));
    }

    private void writeScores(Path file, Findings findings) {
        try (Writer scores = Files.newBufferedWriter(file)) {
            ScoresCsv.write(
                    scores,
                    findings.natural().orElseThrow(),
                    findings.labelled().stream().toList());
        } catch (IOException e) {
            throw cannotWrite("--scores", file, e);
        }
    }

    private void write(String option, Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw cannotWrite(option, file, e);
        }
    }

    private ParameterException cannotWrite(String option, Path file, IOException cause) {
        return wrong(option + " " + file + " cannot be written ("
                + cause.getClass().getSimpleName() + "); name a file in a folder that you may write to");
    }

    /** Before minutes of hearing, not after. */
    private void check() {
        if (folder == null && options.folder().isEmpty() && (also.isEmpty() || !options.calls())) {
            throw wrong("name a folder of labelled speech, or with --natural one of natural speech, or both");
        }
        options.mistake().ifPresent(mistake -> {
            throw wrong(mistake);
        });
        if (options.calls() && folder == null && also.isEmpty()) {
            throw wrong("--calls is about labelled speech: name its folder");
        }
        if (folder == null && (html != null || csv != null)) {
            throw wrong((html != null ? "--html" : "--csv") + " is about labelled speech: name its folder");
        }
        require(html, "--html");
        require(json == null || json.equals(DASH) ? null : Path.of(json), "--json");
        require(options.scores().orElse(null), "--scores");
        if (card != null) {
            checkCard();
        }
    }

    private void checkCard() {
        if (options.folder().isPresent()) {
            (options.heldOut().isPresent() ? ModelCard.HELD_OUT : ModelCard.NATURAL).check(card);
        }
        if (folder != null) {
            ModelCard.FIGURES.check(card);
        }
        if (!also.isEmpty()) {
            ModelCard.OTHERS.check(card);
        }
        if (options.calls()) {
            ModelCard.CALLS.check(card);
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
}
