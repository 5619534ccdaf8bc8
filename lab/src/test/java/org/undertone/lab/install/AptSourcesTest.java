package org.undertone.lab.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.lab.tool.LabException;

class AptSourcesTest {
    @TempDir
    Path apt;

    @Test
    void takesTheMainArchiveOfADeb822FileAndNotSecurity() throws IOException {
        sources("debian.sources", """
                Types: deb
                URIs: http://mirror.example/debian-security
                Suites: bookworm-security
                Components: main
                Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

                # the main one
                Types: deb deb-src
                URIs: http://mirror.example/debian
                Suites: bookworm bookworm-updates
                Components: main contrib
                Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
                """);

        assertThat(AptSources.debianMirror(apt, DebianPackages.ASTERISK))
                .isEqualTo(new AptSources.Mirror(
                        "http://mirror.example/debian", Optional.of("/usr/share/keyrings/debian-archive-keyring.gpg")));
    }

    @Test
    void takesAOneLineEntryWithItsKey() throws IOException {
        Files.writeString(apt.resolve("sources.list"), """
                # deb http://commented.example/debian bookworm main
                deb-src http://source.example/debian bookworm main
                deb http://mirror.example/debian-security bookworm-security main
                deb [arch=amd64 signed-by=/etc/keys/debian.gpg] http://mirror.example/debian/ bookworm main  # ours
                """);

        assertThat(AptSources.debianMirror(apt, DebianPackages.ASTERISK))
                .isEqualTo(new AptSources.Mirror("http://mirror.example/debian/", Optional.of("/etc/keys/debian.gpg")));
    }

    @Test
    void takesACompanysMirrorByItsSuite() throws IOException {
        sources("company.list", "deb https://packages.example/remote-apt trixie main\n");

        assertThat(AptSources.debianMirror(apt, DebianPackages.ASTERISK).uri())
                .isEqualTo("https://packages.example/remote-apt");
    }

    @Test
    void keepsAKeyThatIsWrittenInTheFile() throws IOException {
        sources("debian.sources", """
                Types: deb
                URIs: http://mirror.example/debian
                Suites: stable
                Components: main
                Signed-By:
                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                 .
                 mQINBF
                 -----END PGP PUBLIC KEY BLOCK-----
                """);

        assertThat(AptSources.debianMirror(apt, DebianPackages.ASTERISK).entry("forky", "amd64"))
                .isEqualTo("""
                        Types: deb
                        URIs: http://mirror.example/debian
                        Suites: forky
                        Components: main
                        Architectures: amd64
                        Signed-By:
                         -----BEGIN PGP PUBLIC KEY BLOCK-----
                         .
                         mQINBF
                         -----END PGP PUBLIC KEY BLOCK-----
                        """);
    }

    @Test
    void doesNotTakeSomebodyElsesPackagesForDebian() throws IOException {
        sources("grafana.list", "deb [signed-by=/etc/keys/grafana.gpg] https://packages.example/oss/deb stable main\n");
        sources("engine.list", "deb https://download.example/linux/debian bookworm stable\n");
        sources("database.list", "deb https://database.example/pub/repos/apt bookworm-pgdg main\n");
        sources("ubuntu.list", "deb http://archive.example/ubuntu noble main universe\n");
        sources("disabled.sources", """
                Types: deb
                URIs: http://mirror.example/debian
                Suites: bookworm
                Components: main
                Enabled: no
                """);

        assertThatThrownBy(() -> AptSources.debianMirror(apt, DebianPackages.ASTERISK))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("name no Debian archive")
                .hasMessageContaining("grafana.list")
                .hasMessageContaining("apt-get install asterisk")
                .hasMessageContaining(apt + "/sources.list.d");
    }

    @Test
    void saysWhatToDoOnAMachineWithoutAnySources() {
        assertThatThrownBy(() -> AptSources.debianMirror(apt.resolve("nowhere"), DebianPackages.ASTERISK))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("Asterisk 20.5 or newer")
                .hasMessageContaining("no sources were found")
                .hasMessageContaining("install the package 'asterisk'");
    }

    private void sources(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(apt.resolve("sources.list.d")).resolve(name), text);
    }
}
