package org.undertone.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Emotion;
import org.undertone.inference.adapt.AdaptedFolder;
import org.undertone.inference.adapt.AdaptedNotes;
import org.undertone.inference.adapt.OnnxLastLayer;
import org.undertone.inference.model.ModelFolder;
import picocli.CommandLine;

/** With the shipped model and the lab's sample speech, each caller at a pitch of their own. */
class AdaptCommandTest {

    private static final Path SHIPPED = Path.of("../inference/models/moonshine-tiny-emotion");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path written;

    @BeforeEach
    void nothingIsThere() {
        written = folder.resolve("our-site");
    }

    @Test
    void aModelThatIsDeafForASitesAngerLearnsItOnOtherCallers() throws Exception {
        Path deaf = leaningToAnger("deaf", -9);
        Path labels = site().callers("neutral", "angry").labels();
        Path set = TestingSite.set(folder.resolve("set"));

        int code = run("--model", deaf, "--labels", labels, "--sets", set, "--out", written);

        assertThat(out.toString())
                .containsPattern("angry >= .6 of angry +0\\.000")
                .contains("UAR", "set, phone: AUC");
        assertThat(code).as(out + "\n" + err).isZero();
        ModelFolder adapted = ModelFolder.load(written);
        ModelFolder parent = ModelFolder.load(deaf);
        // Of two fits into folders of one name, the ledger knows whose scores are whose.
        assertThat(adapted.description().title())
                .isEqualTo("our-site 1-" + adapted.description().sha256().substring(0, 8));
        assertThat(adapted.description().parent()).hasValueSatisfying(from -> {
            assertThat(from.name()).isEqualTo("deaf");
            assertThat(from.sha256()).isEqualTo(parent.description().sha256());
        });
        assertThat(adapted.notes().data()).contains("angry", "of 6 callers");
        assertThat(Files.readString(written.resolve("README.md")))
                .contains(
                        "Adapted to one site",
                        "| angry >= .6 of angry | 0.000",
                        parent.description().sha256());
        assertThat(written.resolve("LICENSE-moonshine")).exists();
        assertThat(checked(written)).contains("our-site 1-").contains(", adapted from deaf 1 (sha256 ");
        assertThat(folder)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("."));
    }

    @Test
    void callsThatNobodyMarkedTeachAModelThatCriesWolf() throws Exception {
        Path nervous = leaningToAnger("nervous", 8);
        Path calls = TestingSite.calm(folder.resolve("calls"));
        Path set = TestingSite.set(folder.resolve("set"));

        int code = run(
                "--model",
                nervous,
                "--neutral",
                calls,
                "--sets",
                set,
                "--out",
                written,
                "--name",
                "calmer",
                "--model-version",
                "2");

        assertThat(code).as(out + "\n" + err).isZero();
        assertThat(out.toString()).containsPattern("angry >= .6 of others +1\\.000 .* 0\\.000 ");
        assertThat(ModelFolder.load(written).description().title()).isEqualTo("calmer 2");
    }

    @Test
    void whatIsBetterHereAndMuchWorseElsewhereIsRefused() throws Exception {
        // Whoever marked these took them for the other.
        Path labels = site().callers("angry", "neutral").labels();
        Path set = TestingSite.set(folder.resolve("set"));

        int code = run("--labels", labels, "--sets", set, "--out", written);

        assertThat(code).as(out + "\n" + err).isEqualTo(1);
        assertThat(out.toString())
                .contains("Refused: on set (clean) it loses more than two points of", "Nothing was written.");
        assertThat(written).doesNotExist();
    }

    @Test
    void whatIsNotBetterThanChanceIsRefused() throws Exception {
        // Marked by a coin: there is nothing to learn.
        TestingSite site = site().callers("neutral", "angry").first(0);
        List<String> coin = List.of("angry", "neutral", "neutral", "angry", "angry", "angry", "neutral", "neutral");
        for (int i = 0; i < 6; i++) {
            site.line("call-" + i + ".wav", "0", "4", coin.get(i), "caller-" + i);
            site.line("call-" + i + ".wav", "4", "8", coin.get((i + 3) % 8), "caller-" + i);
        }
        Path labels = site.labels();
        String before = content(folder);

        int code = run("--labels", labels, "--without-the-cards-sets", "--out", written);

        assertThat(code).as(out + "\n" + err).isEqualTo(1);
        assertThat(out.toString())
                .contains("log loss", "Refused: on callers left out", "was not looked at", "Nothing was written.");
        assertThat(content(folder)).isEqualTo(before);
    }

    @Test
    void allMistakesInTheRecordingsAreToldAtOnceWithTheirLines() throws Exception {
        TestingSite site = site().callers("neutral", "angry").first(0);
        site.write("both.wav", new short[32_000], 16_000, 2);
        site.write("slow.wav", new short[16_000], 4_000, 1);
        site.write("blip.wav", new short[4_000], 8_000, 1);
        Path labels = site.line("gone.wav", "", "", "neutral", "a")
                .line("call-1.wav", "", "", "cross", "b")
                .line("both.wav", "", "", "angry", "c")
                .line("slow.wav", "", "", "angry", "d")
                .line("blip.wav", "", "", "angry", "e")
                .line("call-2.wav", "3", "4", "angry", "f")
                .line("call-3.wav", "3", "60", "angry", "g")
                .labels();

        int code = run("--labels", labels, "--without-the-cards-sets", "--out", written);

        assertThat(code).isEqualTo(1);
        assertThat(err.toString().lines().map(String::strip))
                .anySatisfy(line -> assertThat(line).contains("the recordings have 7 mistakes:"))
                .anySatisfy(line -> assertThat(line).startsWith("marked.csv line 2: no file 'gone.wav'"))
                .anySatisfy(line -> assertThat(line).startsWith("marked.csv line 3: label 'cross' is unknown"))
                .anySatisfy(line -> assertThat(line).startsWith("marked.csv line 4: 'both.wav' has 2 channels"))
                .anySatisfy(line -> assertThat(line).startsWith("marked.csv line 5: 'slow.wav' holds 4000 samples"))
                .anySatisfy(line -> assertThat(line).startsWith("marked.csv line 6: 'blip.wav' lasts 0.5 s"))
                .anySatisfy(line -> assertThat(line).contains("line 7 marks 1.0 s: at least 2.0 s"))
                .anySatisfy(line -> assertThat(line).contains("line 8 ends at 60.0 s, the file at 8.0 s"));
    }

    @Test
    void tooFewCallersAreToldWithHowManyAreNeeded() throws Exception {
        Path labels = site().callers("neutral", "angry").first(4).labels();

        int code = run("--labels", labels, "--without-the-cards-sets", "--out", written);

        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "there are 2, and angry of 2, neutral of 2; at least 5 must be heard to speak, and 3 with each label");
    }

    @Test
    void aFolderThatHoldsSomethingIsRefusedBeforeAnythingIsHeard() throws Exception {
        Files.writeString(Files.createDirectory(written).resolve("notes.txt"), "of somebody");
        Path labels = site().callers("neutral", "angry").labels();

        assertThat(run("--labels", labels, "--without-the-cards-sets", "--out", written))
                .isEqualTo(1);
        assertThat(err.toString()).contains("our-site is there already").doesNotContain("heard 1");
    }

    @Test
    void whatWasNotLookedAtMustBeSaidAloud() throws Exception {
        Path labels = site().callers("neutral", "angry").labels();

        assertThat(run("--labels", labels, "--out", written)).isEqualTo(2);
        assertThat(run("--neutral", folder, "--without-the-cards-sets", "--out", written))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("or say --without-the-cards-sets", "neutral calls alone cannot say how much anger is lost");
    }

    @Test
    void aTableThatHoldsNoAngerCannotSayHowMuchOfItIsLost() throws Exception {
        Path nervous = leaningToAnger("nervous", 8);
        // Only neutral; neutral and sad, too.
        Path neutral = site().callers("neutral", "neutral").labels();
        Path set = withoutAnger();

        int alone = run("--model", nervous, "--labels", neutral, "--without-the-cards-sets", "--out", written);
        int beside = run("--model", nervous, "--labels", neutral, "--sets", set, "--out", written);
        Path sad = site().callers("neutral", "sad").labels();
        int two = run("--model", nervous, "--labels", sad, "--without-the-cards-sets", "--out", written);

        assertThat(List.of(alone, beside, two)).as(out + "\n" + err).containsOnly(1);
        assertThat(err.toString().lines().filter(line -> line.startsWith("nobody is angry in the recordings")))
                .hasSize(3);
        assertThat(err.toString()).contains("such as --sets CREMA-D/dev").doesNotContain("heard 1");
        assertThat(written).doesNotExist();
    }

    /** Labelled speech of which one thing is missing. */
    private Path withoutAnger() throws Exception {
        Path set = TestingSite.set(folder.resolve("set"));
        Path labels = set.resolve("labels.csv");
        Files.writeString(labels, Files.readString(labels).replace(",angry,", ",sad,"));
        return set;
    }

    private TestingSite site() {
        return new TestingSite(folder);
    }

    /** The shipped model, but for how probable anger is to it beforehand. */
    private Path leaningToAnger(String name, double logit) throws Exception {
        ModelFolder shipped = ModelFolder.load(SHIPPED);
        OnnxLastLayer last = OnnxLastLayer.of(Files.readAllBytes(shipped.onnx()), shipped.description());
        Path leaning = folder.resolve(name);
        new AdaptedFolder(leaning, Clock.systemUTC())
                .write(
                        shipped,
                        last,
                        last.layer().leaning(Emotion.ANGRY, logit),
                        new AdaptedNotes(name, "1", "Hears anger otherwise", "", "{}", ""));
        return leaning;
    }

    private static String checked(Path model) {
        StringWriter text = new StringWriter();
        int unused = new CommandLine(new AddCommand())
                .setOut(new PrintWriter(text, true))
                .execute(model.toString());
        return text.toString();
    }

    private static String content(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList().toString();
        }
    }

    private int run(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("--model", SHIPPED.toString()));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        if (all.stream().filter("--model"::equals).count() > 1) {
            all.subList(0, 2).clear();
        }
        return new CommandLine(new AdaptCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr().println(e.getMessage());
                    return 1;
                })
                .execute(all.toArray(String[]::new));
    }
}
