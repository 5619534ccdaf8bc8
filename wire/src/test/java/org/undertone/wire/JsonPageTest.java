package org.undertone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page for who writes programs says what is. */
class JsonPageTest {

    private static final Path PAGE = Path.of("../docs/json.md");
    private static final Path SCHEMAS = Path.of("src/main/resources/org/undertone/wire");

    private static String page;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(PAGE);
    }

    @Test
    void namesEverySchema() throws IOException {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            List<String> schemas =
                    files.map(Path::getFileName).map(Path::toString).toList();

            assertThat(schemas).hasSizeGreaterThan(10);
            assertThat(schemas).allSatisfy(schema -> assertThat(page).contains("/" + schema + ")"));
        }
    }

    @Test
    void showsAnAlertAsItIs() {
        List<MatchResult> examples = Pattern.compile("(?s)<!-- schema: things#/\\$defs/(\\w+) -->\\n```json\\n(.*?)```")
                .matcher(page)
                .results()
                .toList();

        assertThat(examples).isNotEmpty();
        assertThat(examples)
                .allSatisfy(example -> assertThat(TestingSchemas.faultsOfThing(example.group(1), example.group(2)))
                        .isEmpty());
    }
}
