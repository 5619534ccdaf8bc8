package org.undertone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.undertone.core.Role;

class SettingsLoaderTest {

    private static final Path FOLDER = Path.of("/etc/undertone");
    private static final String SMALLEST = """
            asterisk: {user: undertone, password: secret}
            model: {folder: model}
            profiles: [{name: support, queues: [support]}]
            """;

    private final SettingsLoader loader = new SettingsLoader(Map.of("UNDERTONE_ARI_PASSWORD", "from-environment"));

    @Test
    void theShippedFileShowsEveryDefault() {
        Settings shipped = loader.load(Path.of("undertone.yaml"));

        assertThat(shipped.asterisk().password().value()).isEqualTo("from-environment");
        Settings smallest = loader.parse("smallest", SMALLEST, FOLDER);
        assertThat(shipped.media()).isEqualTo(smallest.media());
        assertThat(shipped.asterisk().url()).isEqualTo(smallest.asterisk().url());
        assertThat(shipped.asterisk().requestTimeout())
                .isEqualTo(smallest.asterisk().requestTimeout());
        assertThat(shipped.profiles()).isEqualTo(smallest.profiles());
        assertThat(shipped.model())
                .usingRecursiveComparison()
                .ignoringFields("folder")
                .isEqualTo(smallest.model());
    }

    @Test
    void theSmallestFileHearsTheCustomersOfOneQueue() {
        Settings settings = loader.parse("smallest", SMALLEST, FOLDER);

        assertThat(settings.asterisk().url()).isEqualTo(URI.create("http://127.0.0.1:8088/"));
        assertThat(settings.media().window()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.media().hop()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.model().folder()).isEqualTo(Path.of("/etc/undertone/model"));
        assertThat(settings.profiles())
                .containsExactly(new Profile(
                        "support",
                        List.of("support"),
                        List.of(),
                        Profile.Direction.INBOUND,
                        List.of(),
                        List.of(),
                        Set.of(Role.CUSTOMER)));
    }

    @Test
    void everyMistakeIsReportedAtOnceWithItsPathItsValueAndWhatIsAllowed() {
        String mistakes = """
                asterisk: {url: 'ftp://pbx', user: undertone, password: x}
                media: {ports: 99-5, hop: 250ms}
                model: {folder: model, accelerator: tpu}
                profiles:
                  - {name: support, queus: [support], dids: ['600']}
                """;

        assertThatThrownBy(() -> loader.parse("undertone.yaml", mistakes, FOLDER))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "asterisk.url: 'ftp://pbx' is not an address such as http://127.0.0.1:8088/",
                                "media.ports: '99-5' is not a range such as 40000-40999 within 1024-65535",
                                "media.hop: 250ms is not a multiple of 100ms",
                                "model.accelerator: 'tpu' is not one of auto, cuda, cpu",
                                "profiles[0].queus: is not known here; known are legs, name, queues, dids, direction"));
    }

    @Test
    void whatMustBeGivenIsAskedFor() {
        assertThatThrownBy(() -> loader.parse("undertone.yaml", "asterisk: {}", FOLDER))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "asterisk.user: is missing; it must be a text",
                                "asterisk.password: is missing; it must be a text",
                                "model.folder: is missing; it must be a text",
                                "profiles: is empty; name at least one queue or number whose calls are to be heard"));
    }

    @Test
    void hearingAgentsIsLockedUntilSomebodyPutsANameAndABasisToIt() {
        String agents = SMALLEST.replace("[support]}", "[support], legs: [customer, agent]}");
        assertThatThrownBy(() -> loader.parse("undertone.yaml", agents, FOLDER))
                .hasMessageContaining("profiles[0].legs: hearing agents is locked");

        Settings unlocked = loader.parse(
                "undertone.yaml", agents + "agent-analysis: {confirmed-by: J. Doe, legal-basis: training}", FOLDER);
        assertThat(unlocked.profiles().get(0).legs()).containsExactlyInAnyOrder(Role.CUSTOMER, Role.AGENT);
    }

    @Test
    void aMissingEnvironmentVariableIsNamed() {
        assertThatThrownBy(() -> loader.parse("undertone.yaml", SMALLEST.replace("secret", "'${NOT_SET}'"), FOLDER))
                .hasMessageContaining("asterisk.password: the environment variable NOT_SET is not set");
    }

    @Test
    void listeningEverywhereNeedsAnAddressToTellThePbx() {
        String everywhere = SMALLEST + "media: {address: 0.0.0.0}";
        assertThatThrownBy(() -> loader.parse("undertone.yaml", everywhere, FOLDER))
                .hasMessageContaining("media.advertise: must be given where address is 0.0.0.0");

        String told = SMALLEST + "media: {address: 0.0.0.0, advertise: 192.0.2.7}";
        assertThat(loader.parse("undertone.yaml", told, FOLDER).media().advertise())
                .isEqualTo("192.0.2.7");
    }

    @Test
    void brokenYamlIsReportedWithItsPlace() {
        assertThatThrownBy(() -> loader.parse("undertone.yaml", "asterisk: {user: [", FOLDER))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("not valid YAML");
        assertThatThrownBy(() -> loader.parse("undertone.yaml", SMALLEST + SMALLEST, FOLDER))
                .hasMessageContaining("Duplicate");
    }

    @Test
    void aMissingFileSaysWhatToGive() {
        assertThatThrownBy(() -> loader.load(Path.of("absent.yaml")))
                .hasMessageContaining("absent.yaml")
                .hasMessageContaining("give the path of a settings file");
    }

    @Test
    void aPasswordDoesNotShowInLogs() {
        assertThat(loader.parse("smallest", SMALLEST, FOLDER).toString()).doesNotContain("secret}");
        assertThat(new Secret("hunter2")).hasToString("(secret)");
    }
}
