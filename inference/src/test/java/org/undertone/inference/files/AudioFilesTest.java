package org.undertone.inference.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioFilesTest {

    @TempDir
    private Path folder;

    private static Path ffmpeg;

    private final AudioFiles files = new AudioFiles(ffmpeg.toString());

    /** One out of a Maven package, so that the machine needs none. */
    @BeforeAll
    static void unpack(@TempDir Path forAll) throws IOException {
        ffmpeg = forAll.resolve("ffmpeg");
        try (InputStream program = AudioFilesTest.class.getResourceAsStream("/ws/schild/jave/nativebin/ffmpeg-amd64")) {
            Files.copy(program, ffmpeg);
        }
        Files.setPosixFilePermissions(ffmpeg, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aPlainWavOfATelephoneNeedsNoOtherProgramEither() throws IOException {
        Path wav = wav("phone.wav", 8_000, 800);

        AudioFile read = new AudioFiles("no-such-program").read(wav);

        short[] samples = ((AudioFile.Sound) read).samples();
        assertThat(samples).hasSize(1_600);
        assertThat(((AudioFile.Sound) read).recordedHz()).isEqualTo(8_000);
        // A rising line stays one, at half the slope.
        assertThat((int) samples[800]).isCloseTo(7 * 400, within(10));
        assertThat((int) samples[801]).isCloseTo(7 * 400 + 3, within(10));
    }

    @Test
    void plainWavNeedsNoOtherProgram() throws IOException {
        Path wav = wav("plain.wav", 16_000, 1_600);

        AudioFile read = new AudioFiles("no-such-program").read(wav);

        assertThat(read).isInstanceOfSatisfying(AudioFile.Sound.class, sound -> {
            assertThat(sound.samples()).hasSize(1_600).startsWith((short) 0, (short) 7, (short) 14);
            assertThat(sound.length()).hasMillis(100);
            assertThat(sound.recordedHz()).isEqualTo(16_000);
        });
    }

    @Test
    void otherRatesAndKindsComeByFfmpegAt16KHz() throws Exception {
        Path wav = wav("wide.wav", 48_000, 48_000);
        Path flac = folder.resolve("with: odd name.flac");
        assertThat(new ProcessBuilder(ffmpeg.toString(), "-v", "error", "-i", wav.toString(), "file:" + flac)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();

        assertThat(files.read(List.of(wav, flac)))
                .allSatisfy(read -> assertThat(read).isInstanceOfSatisfying(AudioFile.Sound.class, sound -> {
                    assertThat(sound.samples()).hasSize(16_000);
                    assertThat(sound.recordedHz()).isEqualTo(48_000);
                }));
    }

    @Test
    void howManyChannelsAFileHoldsIsKnown() throws Exception {
        Path mono = wav("mono.wav", 16_000, 16_000);
        Path stereo = folder.resolve("stereo.wav");
        assertThat(new ProcessBuilder(
                                ffmpeg.toString(), "-v", "error", "-i", mono.toString(), "-ac", "2", stereo.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();

        assertThat(files.read(List.of(mono, stereo)))
                .extracting(read -> ((AudioFile.Sound) read).channels())
                .containsExactly(1, 2);
    }

    @Test
    void oneBadFileAmongManyIsToldAndTheOthersAreRead() throws IOException {
        List<Path> paths = clips(5);
        Files.writeString(paths.get(1), "this is no sound");
        Files.write(paths.get(3), new byte[0]);

        List<AudioFile> read = files.read(paths);

        assertThat(read).extracting(AudioFile::path).isEqualTo(paths);
        assertThat(read.stream().filter(AudioFile.Sound.class::isInstance)).hasSize(3);
        assertThat(reason(read.get(1))).startsWith("cannot be read by ffmpeg: ").contains("Invalid data");
        assertThat(reason(read.get(3))).isEqualTo("is empty");
    }

    @Test
    void moreFilesThanOneProcessTakesAreReadInTheirOrder() throws IOException {
        List<Path> paths = clips(51);
        Files.copy(wav("longer.wav", 48_000, 9_600), paths.get(50), StandardCopyOption.REPLACE_EXISTING);

        List<AudioFile> read = files.read(paths);

        assertThat(read).extracting(AudioFile::path).isEqualTo(paths);
        assertThat(((AudioFile.Sound) read.get(49)).samples()).hasSize(1_600);
        assertThat(((AudioFile.Sound) read.get(50)).samples()).hasSize(3_200);
    }

    private List<Path> clips(int count) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paths.add(wav("clip" + i + ".wav", 48_000, 4_800));
        }
        return paths;
    }

    @Test
    void aFileWithoutSoundAndOneThatIsNotThereSaySo() throws IOException {
        assertThat(reason(files.read(wav("header.wav", 16_000, 0)))).isEqualTo("holds no sound");
        assertThat(reason(files.read(folder.resolve("nowhere.wav")))).isEqualTo("is no file");
    }

    @Test
    void aRecordingThatWasCutOffGivesWhatIsThere() throws IOException {
        Path wav = wav("cut.wav", 16_000, 1_600);
        byte[] bytes = Files.readAllBytes(wav);
        Files.write(wav, Arrays.copyOf(bytes, bytes.length - 1_001));

        assertThat(((AudioFile.Sound) files.read(wav)).samples()).hasSize(1_099);
    }

    @Test
    void aMissingFfmpegIsToldWithWhatToDo() throws IOException {
        Path mp3 = Files.writeString(folder.resolve("a.mp3"), "something");

        assertThatThrownBy(() -> new AudioFiles("no-such-program").read(mp3))
                .isInstanceOf(AudioFileException.class)
                .hasMessageContaining("'no-such-program' cannot be started")
                .hasMessageEndingWith("apt-get install -y ffmpeg");
    }

    private static String reason(AudioFile file) {
        return ((AudioFile.Unreadable) file).reason();
    }

    private Path wav(String name, int rate, int samples) throws IOException {
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(36 + 2 * samples).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(rate).putInt(2 * rate).putShort((short) 2).putShort((short) 16);
        wav.put(ascii("data")).putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            wav.putShort((short) (7 * i));
        }
        return Files.write(folder.resolve(name), wav.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
