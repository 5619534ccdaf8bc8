package org.undertone.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.wire.TestingSchemas;
import picocli.CommandLine;

/** With the shipped model and the lab's sample speech. */
class HearCommandTest {

    private static final String MODEL = "../inference/models/moonshine-tiny-emotion";
    private static final String ANGRY = "../lab/src/main/resources/org/undertone/lab/speech/customer-angry.wav";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRecordingIsToldEveryHalfSecond() {
        assertThat(run(ANGRY)).isZero();

        assertThat(out.toString().lines().limit(2))
                .satisfiesExactly(
                        first -> assertThat(first).matches(" +3\\.0 s  angry +angry [01]\\.\\d\\d.* quality .*"),
                        second -> assertThat(second).startsWith("    3.5 s  angry"));
        assertThat(out.toString().lines().count()).isBetween(36L, 38L);
    }

    @Test
    void theJsonHasTheWindowAloneBesideItsTrack() throws IOException {
        assertThat(run("--json", ANGRY)).isZero();

        JsonNode second = new ObjectMapper().readTree(out.toString()).at("/assessments/1");
        assertThat(TestingSchemas.faults("assessments", out.toString())).isEmpty();
        assertThat(second.path("kind").asText()).isEqualTo("scored");
        assertThat(second.path("toMillis").asInt()).isEqualTo(3_500);
        assertThat(second.path("emotion").asText()).isEqualTo("angry");
        assertThat(second.path("smoothed")).hasSize(9).isNotEqualTo(second.path("probabilities"));
    }

    @Test
    void theJsonTellsWhyAWindowHasNoEmotion() throws IOException {
        Path silent = folder.resolve("silent.wav");
        AudioFormat plain = new AudioFormat(16_000, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(new byte[96_000]), plain, 48_000),
                AudioFileFormat.Type.WAVE,
                silent.toFile());

        assertThat(run("--json", silent.toString())).isZero();

        JsonNode only = new ObjectMapper().readTree(out.toString()).at("/assessments/0");
        assertThat(TestingSchemas.faults("assessments", out.toString())).isEmpty();
        assertThat(only.path("kind").asText()).isEqualTo("no-speech");
        assertThat(only.path("speechRatio").asDouble(-1)).isZero();
        assertThat(only.path("levelDbfs").asDouble()).isEqualTo(-120);
    }

    @Test
    void whatIsNoRecordingIsToldAsSuch() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.wav"));

        assertThat(run(empty.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(empty + " is empty");
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--model";
        all[1] = MODEL;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return new CommandLine(new HearCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
