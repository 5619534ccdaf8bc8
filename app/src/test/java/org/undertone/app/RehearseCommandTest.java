package org.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.cli.ExitCode;

class RehearseCommandTest {

    /** Or each later start would read its classes one by one, and nobody would notice. */
    @Test
    void aStartCanBeRehearsedWithoutAPbx(@TempDir Path folder) {
        assertThat(Undertone.run("rehearse", "..", folder.toString())).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("undertone.db")).exists();
    }
}
