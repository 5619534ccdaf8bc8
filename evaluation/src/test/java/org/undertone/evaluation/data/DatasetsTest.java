package org.undertone.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "CREMA-D, dev/1001_DFA_ANG_XX.opus, 1001, angry",
        "CREMA-D, 1040_ITH_SAD_X.wav, 1040, sad",
        "CREMA-D, 1012_IEO_FEA_HI.wav, 1012, fearful",
        "CREMA-D, 1012_IEO_DIS_LO.wav, 1012, disgusted",
        "EMO-DB, wav/03a01Fa.wav, 03, happy",
        "EMO-DB, 16b10Wb.wav, 16, angry",
        "EMO-DB, 08a02Ea.wav, 08, disgusted",
        "EMO-DB, 08a02Ab.wav, 08, fearful",
        "EMO-DB, 08a02Tb.wav, 08, sad",
        "EMO-DB, 08a02La.wav, 08, boredom",
        "RAVDESS, Actor_12/03-01-06-01-02-01-12.wav, 12, fearful",
        "RAVDESS, 03-01-02-01-01-01-24.wav, 24, calm",
        "RAVDESS, 03-01-08-02-01-01-24.wav, 24, surprised",
        "RAVDESS, 03-02-05-02-01-01-24.wav, 24, sung",
        "ESD, 0001/Angry/0001_000351.wav, 0001, angry",
        "ESD, 0011/Surprise/train/0011_001401.wav, 0011, surprised",
        "'CASIA, or another with folders SPEAKER/EMOTION', wangzhe/fear/201.wav, wangzhe, fearful",
        "'CASIA, or another with folders SPEAKER/EMOTION', ZhaoZuoxiang/surprise/a.flac, ZhaoZuoxiang, surprised",
    })
    void aDataSetIsKnownByItsNames(String title, String file, String speaker, String label) throws IOException {
        Path path = touch(file);

        Dataset dataset = Datasets.open(folder);

        assertThat(dataset.title()).isEqualTo(title);
        assertThat(dataset.clips()).containsExactly(new Clip(path, speaker, label));
    }

    @Test
    void theNamingOfMostFilesCountsAndTheRestIsCounted() throws IOException {
        touch("1001_DFA_ANG_XX.wav");
        touch("1002_DFA_SAD_XX.wav");
        touch("03a01Fa.wav");
        touch("music.mp3");
        touch("speakers.csv");

        Dataset dataset = Datasets.open(folder);

        assertThat(dataset.title()).isEqualTo("CREMA-D");
        assertThat(dataset.clips()).hasSize(2);
        assertThat(dataset.unnamed()).isEqualTo(2);
    }

    @Test
    void whatIsNoneOfTheNineIsNoEmotion() throws IOException {
        touch("03-01-02-01-01-01-24.wav");

        Dataset dataset = Datasets.open(folder);

        assertThat(dataset.clips().get(0).emotion()).isEmpty();
        assertThat(dataset.note()).contains("Calm counts as a label of its own, not as neutral");
    }

    @Test
    void aFolderWithoutLabelledSpeechIsToldWhatIsLookedFor() throws IOException {
        touch("holiday.wav");

        assertThatThrownBy(() -> Datasets.open(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("no labelled speech found in " + folder)
                .hasMessageContaining("1 with names that tell nothing; looked for CREMA-D (1001_DFA_ANG_XX.opus)")
                .hasMessageEndingWith("Or write labels.csv with the columns path,emotion,speaker");
        assertThatThrownBy(() -> Datasets.open(folder.resolve("nowhere")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("no folder at");
    }

    @Test
    void votesBesideTheClipsOrOneFolderUpAreFound() throws IOException {
        touch("dev/1001_DFA_ANG_XX.wav");
        touch("dev/1040_ITH_SAD_X.wav");
        Files.writeString(folder.resolve("voice-votes.csv"), """
                clip,split,anger,disgust,fear,happy,neutral,sad
                1001_DFA_ANG_XX,dev,6,2,0,0,1,0
                1040_ITH_SAD_XX,dev,0,0,0,0,0,9
                """);

        Votes votes = Datasets.open(folder.resolve("dev")).votes().orElseThrow();
        List<Clip> clips = Datasets.open(folder).clips();

        assertThat(votes.emotions()).hasSize(6);
        assertThat(votes.of(clips.get(0)).orElseThrow()).containsExactly(6, 2, 0, 0, 1, 0, 0, 0, 0);
        assertThat(votes.of(clips.get(1)).orElseThrow()).containsExactly(0, 0, 0, 0, 0, 0, 9, 0, 0);
    }

    @Test
    void aTableGivesLabelsWhereNamesDoNot() throws IOException {
        Path one = touch("calls/a, b.mp3");
        Path other = touch("calls/c.wav");
        Files.writeString(folder.resolve("labels.csv"), """
                speaker,path,emotion
                anna,"calls/a, b.mp3",Anger

                ben,calls/c.wav,neutral
                """);

        Dataset dataset = Datasets.open(folder);

        assertThat(dataset.title()).isEqualTo(folder.getFileName().toString());
        assertThat(dataset.clips()).containsExactly(new Clip(one, "anna", "angry"), new Clip(other, "ben", "neutral"));
    }

    @Test
    void aNameThatNoFileCanHaveIsAMistakeLikeOthers() throws IOException {
        Files.writeString(folder.resolve("labels.csv"), "path,emotion,speaker\na\0.wav,angry,one\n");

        assertThatThrownBy(() -> Datasets.open(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("line 2: 'a?.wav' can be no file's name here (Nul");
    }

    @Test
    void allMistakesOfATableAreToldAtOnceWithTheirLines() throws IOException {
        touch("a.wav");
        Path labels = Files.writeString(folder.resolve("mine.csv"), """
                path,emotion,speaker
                a.wav,angrry,anna
                b.wav,sad,anna
                a.wav,happy,
                ./a.wav,happy,anna
                """);

        assertThatThrownBy(() -> Datasets.open(folder, labels))
                .isInstanceOf(DatasetException.class)
                .hasMessage("""
                        %s has 5 mistakes:
                          line 2: emotion 'angrry' is none of angry, disgusted, fearful, happy, neutral, other, sad, \
                        surprised, unknown; for what is none of these write other
                          line 3: no file 'b.wav' in %s
                          line 4: 'a.wav' is labelled in line 2 already; label each file once
                          line 4: no speaker: any word that is the same for all clips of one voice
                          line 5: './a.wav' is labelled in line 2 already; label each file once""".formatted(labels, folder));
    }

    @Test
    void aQuoteThatIsNeverClosedIsToldAndDoesNotSwallowTheRest() throws IOException {
        touch("a.wav");
        touch("b.wav");
        Path labels = Files.writeString(folder.resolve("mine.csv"), """
                path,emotion,speaker
                a.wav,angry,"anna
                b.wav,sad,anna
                """);

        assertThatThrownBy(() -> Datasets.open(folder, labels))
                .isInstanceOf(DatasetException.class)
                .hasMessage(labels + " line 2: a quote (\") is opened and never closed");
    }

    @Test
    void aTableWithoutItsColumnsSaysWhichItMustHave() throws IOException {
        Path labels = Files.writeString(folder.resolve("mine.csv"), "file,emotion\n");

        assertThatThrownBy(() -> Datasets.open(folder, labels))
                .hasMessageContaining("line 1: no column 'path'; it must be path,emotion,speaker, in any order")
                .hasMessageContaining("line 1: no column 'speaker'");
    }

    private Path touch(String file) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.createFile(path);
    }
}
