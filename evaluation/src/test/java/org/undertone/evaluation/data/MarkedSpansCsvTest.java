package org.undertone.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Emotion;
import org.undertone.evaluation.data.MarkedSpansCsv.Marks;

class MarkedSpansCsvTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void recordings() throws IOException {
        Files.createFile(folder.resolve("a.wav"));
        Files.createFile(folder.resolve("b.wav"));
    }

    @Test
    void aTableOfStretchesAndWholeFilesIsRead() throws IOException {
        Marks marks = read("""
                caller,label,file,start,end
                anna,Anger,a.wav,1:02.5,70
                bob,neutral,b.wav,,
                """);

        assertThat(marks.mistakes()).isEmpty();
        assertThat(marks.spans().get(0))
                .isEqualTo(new MarkedSpan(
                        2,
                        folder.resolve("a.wav"),
                        Duration.ofMillis(62_500),
                        Duration.ofSeconds(70),
                        Emotion.ANGRY,
                        "anna"));
        assertThat(marks.spans().get(1).whole()).isTrue();
    }

    @Test
    void everyMistakeIsToldWithItsLine() throws IOException {
        Marks marks = read("""
                file,start,end,label,caller
                c.wav,0,5,angry,anna
                a.wav,0,5,furious,anna
                a.wav,0,5,surprised,anna
                a.wav,5,soon,angry,anna
                a.wav,9,7,angry,
                a.wav,0,10,angry,anna
                a.wav,8,12,neutral,anna
                a.wav,20,25,neutral,bob
                """);

        assertThat(marks.mistakes())
                .satisfiesExactly(
                        missing -> assertThat(missing).startsWith("line 2: no file 'c.wav' in "),
                        unknown -> assertThat(unknown)
                                .isEqualTo("line 3: label 'furious' is unknown; one of angry, neutral"),
                        untrained -> assertThat(untrained)
                                .startsWith("line 4: label 'surprised' is nothing that the model was trained for"),
                        time -> assertThat(time).startsWith("line 5: end 'soon' is no time"),
                        nobody -> assertThat(nobody).startsWith("line 6: no caller"),
                        backwards -> assertThat(backwards).isEqualTo("line 6: start 9 is not before end 7"),
                        twice -> assertThat(twice).isEqualTo("line 8: overlaps line 7: mark each stretch once"),
                        two -> assertThat(two)
                                .startsWith("line 9: caller 'bob', but of the same file line 7 says 'anna'"));
        assertThat(marks.spans()).hasSize(1);
    }

    @Test
    void aNameThatNoFileCanHaveIsAMistakeLikeOthers() throws IOException {
        Marks marks = read("""
                file,start,end,label,caller
                a\0.wav,0,5,angry,anna
                c.wav,0,5,angry,anna
                """);

        assertThat(marks.mistakes())
                .satisfiesExactly(
                        name -> assertThat(name).startsWith("line 2: 'a?.wav' can be no file's name here (Nul"),
                        missing -> assertThat(missing).startsWith("line 3: no file 'c.wav'"));
    }

    @Test
    void otherColumnsAreToldAsSuch() throws IOException {
        assertThat(read("path,emotion\na.wav,angry\n").mistakes())
                .containsExactly(
                        "line 1: the columns are [path, emotion]; they must be file,start,end,label,caller, in any"
                                + " order");
    }

    private Marks read(String table) throws IOException {
        Path csv = Files.writeString(folder.resolve("labels.csv"), table);
        return MarkedSpansCsv.read(csv, folder, Set.of(Emotion.ANGRY, Emotion.NEUTRAL));
    }
}
