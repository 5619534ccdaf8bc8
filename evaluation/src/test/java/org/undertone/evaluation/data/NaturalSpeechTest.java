package org.undertone.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which recordings there are, and where each comes from. */
class NaturalSpeechTest {

    @TempDir
    private Path folder;

    @Test
    void aSourceIsTheFirstFolderOrTheFirstWordOfTheName() throws IOException {
        Path calls = Files.createDirectories(folder.resolve("calls"));
        sound(calls, "deep/er/monday-1.wav");
        sound(calls, "prompts/agent-1.flac");
        sound(calls, "aws-demo-2.flac");
        sound(calls, "single.opus");
        Files.writeString(calls.resolve("aws-README.md"), "no sound");

        NaturalSpeech speech = NaturalSpeech.in(calls);

        assertThat(speech.recordings())
                .extracting(recording -> recording.name() + " of " + recording.source())
                .containsExactly(
                        "aws-demo-2.flac of aws",
                        "deep/er/monday-1.wav of deep",
                        "prompts/agent-1.flac of prompts",
                        "single.opus of calls");
    }

    @Test
    void aVoiceThatLinksLeadToTwiceIsHeardOnce() throws IOException {
        Path prompts = Files.createDirectories(folder.resolve("prompts"));
        sound(prompts, "en_US/hello.wav");
        Files.createSymbolicLink(prompts.resolve("en"), prompts.resolve("en_US"));

        assertThat(NaturalSpeech.in(prompts).recordings()).hasSize(1);
    }

    @Test
    void aFolderWithoutSoundSaysWhatBelongsThere() {
        assertThatThrownBy(() -> NaturalSpeech.in(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("no sound file in " + folder)
                .hasMessageContaining("one voice a file");
        assertThatThrownBy(() -> NaturalSpeech.in(folder.resolve("nowhere")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("no folder at " + folder.resolve("nowhere"));
    }

    private static void sound(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {1});
    }
}
