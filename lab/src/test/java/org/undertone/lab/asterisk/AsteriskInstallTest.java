package org.undertone.lab.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.install.AptDownload;
import org.undertone.lab.install.DebianPackages;
import org.undertone.lab.tool.Folders;
import org.undertone.lab.tool.LabException;

class AsteriskInstallTest {
    @TempDir
    Path folder;

    @Test
    void anAsteriskServesFrom20Point5On() {
        assertThat(AsteriskInstall.servingVersion("Asterisk 22.10.1+dfsg+~cs6.17.60671434-1\n"))
                .contains("22.10.1+dfsg+~cs6.17.60671434-1");
        assertThat(AsteriskInstall.servingVersion("Asterisk 20.6.0~dfsg+~cs6.13.40431414-2build5"))
                .isPresent();
        assertThat(AsteriskInstall.servingVersion("Asterisk certified/20.7-cert5"))
                .contains("20.7-cert5");
        assertThat(AsteriskInstall.servingVersion("Asterisk 20.4.0")).isEmpty();
        assertThat(AsteriskInstall.servingVersion("Asterisk 18.10.0")).isEmpty();
        assertThat(AsteriskInstall.servingVersion("command not found")).isEmpty();
    }

    @Tag("asterisk")
    @Test
    void anInstalledAsteriskIsTakenAsItIs() throws IOException {
        Asterisk made =
                AsteriskInstall.ofThisMachine(LabOptions.defaults().cache()).find();
        Path root = made.data().getParent().getParent().getParent();
        program("exec " + String.join(" ", made.command()) + " \"$@\"");

        Asterisk found = install(root).find();

        assertThat(found.version()).isEqualTo(made.version());
        assertThat(found.command())
                .containsExactly(folder.resolve("bin/asterisk").toString());
        assertThat(found.modules()).isEqualTo(made.modules());
    }

    @Test
    void anAsteriskThatIsNamedIsTakenOrRefusedAndNoOtherInItsPlace() throws IOException {
        AsteriskInstall naming = new AsteriskInstall(
                Optional.of(folder.resolve("another")),
                LabOptions.defaults().cache(),
                Path.of("/"),
                List.of(),
                new AptDownload(Path.of("/etc/apt"), DebianPackages.ASTERISK));

        assertThatThrownBy(naming::find)
                .isInstanceOf(LabException.class)
                .hasMessageContaining("another, which UNDERTONE_ASTERISK names, does not serve the lab");
    }

    @Test
    void anAsteriskThatIsTooOldIsLeftAloneAndTheCureIsTold() throws IOException {
        program("echo Asterisk 16.28.0");

        assertThatThrownBy(() -> install(folder).find())
                .isInstanceOf(LabException.class)
                .hasMessageContaining("name no Debian archive");
        assertThat(Folders.matching(folder.resolve("cache"), "making-*")).isEmpty();
    }

    @Test
    void anAsteriskThatDoesNotBootIsToldWithTheEndOfItsLog() {
        Asterisk failing =
                new Asterisk(List.of("/bin/sh", "-c", "echo no timing source; exit 3"), folder, folder, "22.0.0");
        try (AsteriskInstance instance = instance(failing, folder)) {
            assertThatThrownBy(instance::start)
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("'phones' did not boot")
                    .hasMessageContaining("status 3")
                    .hasMessageContaining("no timing source");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTemporaryFolderTooDeepForAsterisksSocketIsRefused() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("d".repeat(100)));
        Asterisk any = new Asterisk(List.of("/bin/false"), folder, folder, "22.0.0");

        assertThatThrownBy(() -> instance(any, deep))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("-Djava.io.tmpdir=");
        assertThat(deep).isEmptyDirectory();
    }

    @Test
    void theCacheIsWhereTheEnvironmentSays() {
        Path home = Path.of("/home/me");

        assertThat(LabOptions.cacheFolder(Map.of("UNDERTONE_CACHE", "/a", "XDG_CACHE_HOME", "/b"), home))
                .isEqualTo(Path.of("/a/undertone"));
        assertThat(LabOptions.cacheFolder(Map.of("UNDERTONE_CACHE", "", "XDG_CACHE_HOME", "/b"), home))
                .isEqualTo(Path.of("/b/undertone"));
        assertThat(LabOptions.cacheFolder(Map.of(), home)).isEqualTo(Path.of("/home/me/.cache/undertone"));
    }

    private static AsteriskInstance instance(Asterisk asterisk, Path temp) {
        LoopbackClaim addresses = LoopbackClaim.take();
        addresses.close();
        return AsteriskInstance.prepare(
                asterisk,
                temp,
                new AsteriskInstance.Setup(
                        "phones",
                        addresses.host(2),
                        List.of(),
                        Map.of(
                                "NAME", "test",
                                "ENTITY", Lab.entity(1, 2),
                                "TRANSMIT_SILENCE", "no",
                                "AMI_READ", "system",
                                "RTP_START", "10000",
                                "RTP_END", "10999"),
                        Duration.ofSeconds(30),
                        event -> {}));
    }

    private AsteriskInstall install(Path root) {
        return new AsteriskInstall(
                Optional.empty(),
                folder.resolve("cache"),
                root,
                List.of(folder.resolve("bin")),
                new AptDownload(folder.resolve("no-apt"), DebianPackages.ASTERISK));
    }

    private void program(String line) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve("asterisk");
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
