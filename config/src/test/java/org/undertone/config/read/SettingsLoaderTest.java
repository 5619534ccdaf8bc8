package org.undertone.config.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.config.CudaSettings;
import org.undertone.config.CueSettings;
import org.undertone.config.LoadSettings;
import org.undertone.config.MediaSettings;
import org.undertone.config.MetricsSettings;
import org.undertone.config.Profile;
import org.undertone.config.Secret;
import org.undertone.config.Settings;
import org.undertone.config.SettingsPart;
import org.undertone.config.SuperviseSettings;
import org.undertone.config.TestingProfile;
import org.undertone.config.TrackSettings;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.Role;

class SettingsLoaderTest {

    private static final Path FOLDER = Path.of("/etc/undertone");
    private static final String SMALLEST = """
            asterisk: {user: undertone, password: secret}
            model: {folder: model}
            profiles: [{name: support, queues: [support]}]
            """;

    private final SettingsLoader loader = new SettingsLoader(Map.of("UNDERTONE_ARI_PASSWORD", "from-environment"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://undertone:hunter2@pbx:8088/",
                "https://undertone:hunter2@pbx/",
                "http://hunter2@pbx/",
                "http://under tone:hunter2@pbx/"
            })
    void aUserOrPasswordInTheAddressOfThePbxIsRefusedAndNotRepeated(String url) {
        String yaml = "asterisk: {url: '" + url + "', user: undertone, password: secret}\n"
                + "model: {folder: model}\nprofiles: [{name: support, queues: [support]}]";

        assertThatThrownBy(() -> loader.parse("undertone.yaml", yaml, FOLDER))
                .hasMessageContaining("asterisk.url: must not hold a user or password")
                .hasMessageNotContaining("hunter2");
    }

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
        assertThat(shipped.cue()).isEqualTo(smallest.cue());
        assertThat(shipped.supervise()).isEqualTo(smallest.supervise());
        assertThat(shipped.track()).isEqualTo(smallest.track()).isEqualTo(TrackSettings.USUAL);
        assertThat(shipped.load()).isEqualTo(smallest.load()).isEqualTo(LoadSettings.USUAL);
        assertThat(shipped.metrics()).isEqualTo(smallest.metrics()).isEmpty();
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
                .containsExactly(
                        TestingProfile.named("support").queues("support").build());
    }

    @Test
    void everyMistakeIsReportedAtOnceWithItsPathItsValueAndWhatIsAllowed() {
        String mistakes = """
                asterisk: {url: 'ftp://pbx', user: undertone, password: x}
                media: {ports: 99-5, hop: 250ms}
                model: {folder: model, accelerator: tpu, speech-level-dbfs: -45, speech-threshold: 45}
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
                                "model.speech-threshold: 45 is not a number from 0.05 to 0.95",
                                "model.speech-level-dbfs: is gone: speech is told by its sound and no longer by its "
                                        + "level; remove it, or see speech-threshold",
                                "profiles[0].queus: is not known here; known are name, queues, dids, direction, agents, "
                                        + "customers, legs, priority, variables, customer-group, after-agent"));
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
    void theShippedFileShowsEveryKeyOfTheNewSections() throws IOException {
        assertThat(Files.readAllLines(Path.of("undertone.yaml")))
                .map(line -> line.strip().replaceFirst(":.*", ""))
                .containsSubsequence("track", "smoothing", "hysteresis", "mixed-threshold")
                .containsSubsequence("load", "utilisation", "lateness", "deadline")
                .containsSubsequence("cue", "tone", "rest", "from", "supervise", "cdr", "account")
                .containsSubsequence(
                        "queues",
                        "dids",
                        "direction",
                        "agents",
                        "customers",
                        "legs",
                        "priority",
                        "variables",
                        "customer-group");
    }

    @Test
    void aCardIsUsedAsTheFileSays() {
        String card = SMALLEST.replace(
                "{folder: model}",
                "{folder: model, cuda: {device: 1, batch: 32, wait: 5ms, tensorrt: yes, options: {use_tf32: 0}}}");

        assertThat(loader.parse("undertone.yaml", card, FOLDER).model().cuda())
                .isEqualTo(new CudaSettings(1, 32, Duration.ofMillis(5), true, Map.of("use_tf32", "0")));

        String mistakes =
                SMALLEST.replace("{folder: model}", "{folder: model, cuda: {batch: 24, wait: 1s, colour: red}}");
        assertThatThrownBy(() -> loader.parse("undertone.yaml", mistakes, FOLDER))
                .hasMessageContaining("model.cuda.batch: 24 is not one of 1, 2, 4, 8, 16, 32, 64")
                .hasMessageContaining("model.cuda.wait")
                .hasMessageContaining("model.cuda.colour: is not known here");
    }

    @Test
    void agentsAreCuedAndSupervisorsBroughtInAsTheFileSays() {
        Settings settings = loader.parse("undertone.yaml", SMALLEST + """
                cue: {tone: '!350+440/200', rest: 2m, from: 'sips:coach@[::1]:5061'}
                supervise: {cdr: no, account: quality}
                """, FOLDER);

        assertThat(settings.cue())
                .isEqualTo(new CueSettings("!350+440/200", Duration.ofMinutes(2), "sips:coach@[::1]:5061"));
        assertThat(settings.supervise()).isEqualTo(new SuperviseSettings(false, "quality"));
    }

    @Test
    void mistakesInCuesAndSupervisionAreReportedTogether() {
        String mistakes = SMALLEST + """
                cue: {tone: '880/150', rest: 2h, from: undertone@pbx, volume: 3}
                supervise: {cdr: maybe, account: 'two words'}
                """;

        assertThatThrownBy(() -> loader.parse("undertone.yaml", mistakes, FOLDER))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "cue.rest: '2h' is not a duration from 0s to 1h (such as 500ms, 3s, 5m)",
                                "cue.tone: '880/150' begins without '!' and would loop for ever; write !880/150",
                                "cue.from: 'undertone@pbx' is not a SIP URI such as sip:undertone@pbx.example",
                                "cue.volume: is not known here; known are tone, rest, from",
                                "supervise.cdr: 'maybe' is neither yes nor no",
                                "supervise.account: 'two words' is not a word of letters, digits, '-' and '_'"));
    }

    @Test
    void aPartThatAModuleAboveReadsTellsItsProblemsWithAllOthers() {
        SettingsPart<List<Path>> birds = new SettingsPart<>(List.of(), (root, folder) -> root.sections("birds").stream()
                .map(bird -> {
                    Path nest = folder.resolve(bird.text("nest"));
                    bird.done();
                    return nest;
                })
                .toList());
        SettingsLoader withBirds = new SettingsLoader(Map.of(), List.of(birds));
        String two = SMALLEST + "birds: [{nest: oak}, {nest: elm}]\n";

        assertThat(withBirds.parse("undertone.yaml", two, FOLDER).part(birds))
                .containsExactly(FOLDER.resolve("oak"), FOLDER.resolve("elm"));
        assertThat(withBirds.parse("undertone.yaml", SMALLEST, FOLDER).part(birds))
                .isEmpty();
        assertThat(new SettingsLoader(Map.of())
                        .parse("undertone.yaml", SMALLEST, FOLDER)
                        .part(birds))
                .as("nobody read it")
                .isEmpty();
        assertThatThrownBy(() -> withBirds.parse(
                        "undertone.yaml", SMALLEST + "birds: [{egg: blue}]\ncue: {rest: 2h}\ncats: 2", FOLDER))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .satisfiesExactly(
                                at("cue.rest: '2h' is not a duration"),
                                at("birds[0].nest: is missing; it must be a text"),
                                at("birds[0].egg: is not known here; known are nest"),
                                at("cats: is not known here; known are asterisk")));
        assertThatThrownBy(() -> loader.parse("undertone.yaml", two, FOLDER))
                .hasMessageContaining("birds: is not known here");
    }

    @Test
    void aTrackIsAsSteadyAsTheFileSays() {
        Settings settings = loader.parse(
                "undertone.yaml", SMALLEST + "track: {smoothing: 0s, hysteresis: 0, mixed-threshold: 0.3}", FOLDER);
        assertThat(settings.track()).isEqualTo(new TrackSettings(Duration.ZERO, 0, 0.3));

        String mistakes = SMALLEST + "track: {smoothing: 1m, hysteresis: 2, mixed-threshold: 0, decay: 1}";
        assertThatThrownBy(() -> loader.parse("undertone.yaml", mistakes, FOLDER))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(
                        e -> assertThat(e.problems())
                                .satisfiesExactly(
                                        at("track.smoothing: '1m' is not a duration from 0s to 30s"),
                                        at("track.hysteresis: 2 is not a number from 0.0 to 0.5"),
                                        at("track.mixed-threshold: 0 is not a number from 0.05 to 0.5"),
                                        at(
                                                "track.decay: is not known here; known are smoothing, hysteresis, mixed-threshold")));
    }

    @Test
    void lessIsHeardUnderTheLoadThatTheFileSays() {
        Settings settings = loader.parse(
                "undertone.yaml", SMALLEST + "load: {utilisation: 0.5, lateness: 100ms, deadline: 2s}", FOLDER);
        assertThat(settings.load()).isEqualTo(new LoadSettings(0.5, Duration.ofMillis(100), Duration.ofSeconds(2)));

        String mistakes = SMALLEST + "load: {utilisation: 80, lateness: 1s, deadline: 500ms, hop: 1s}";
        assertThatThrownBy(() -> loader.parse("undertone.yaml", mistakes, FOLDER))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .satisfiesExactly(
                                at("load.utilisation: 80 is not a number from 0.1 to 0.95"),
                                at("load.lateness: 1s is not shorter than the deadline 500ms"),
                                at("load.hop: is not known here; known are utilisation, lateness, deadline")));
    }

    @Test
    void metricsAreReadWhereTheFileSaysAndNowhereElse() {
        assertThat(loader.parse("undertone.yaml", SMALLEST + "metrics: {}", FOLDER)
                        .metrics())
                .contains(new MetricsSettings(InetAddress.getLoopbackAddress(), 9464));
        assertThat(loader.parse("undertone.yaml", SMALLEST + "metrics: {port: 80}", FOLDER)
                        .metrics()
                        .orElseThrow()
                        .port())
                .isEqualTo(80);

        String mistakes = SMALLEST + "metrics: {address: 300.1.1.1, port: 0, path: /metrics}";
        assertThatThrownBy(() -> loader.parse("undertone.yaml", mistakes, FOLDER))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .satisfiesExactly(
                                at(
                                        "metrics.address: '300.1.1.1' is neither an address nor a name that this machine knows"),
                                at("metrics.port: 0 is not a whole number from 1 to 65535"),
                                at("metrics.path: is not known here; known are address, port")));
    }

    @Test
    void theProfilesOfTheLowestPriorityAreTheLeastImportantUnlessAllAre() {
        String profiles = """
                profiles:
                  - {name: sales, queues: [sales]}
                  - {name: campaign, queues: [campaign], priority: 2}
                  - {name: survey, queues: [survey], priority: 2}
                """;
        assertThat(loader.parse("undertone.yaml", withProfiles(profiles), FOLDER)
                        .leastImportant())
                .containsExactlyInAnyOrder("campaign", "survey");
        assertThat(loader.parse("undertone.yaml", SMALLEST, FOLDER).leastImportant())
                .isEmpty();
        assertThatThrownBy(() -> onlyProfile("{name: support, priority: 10}"))
                .hasMessageContaining("profiles[0].priority: 10 is not a whole number from 1 to 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:pbx", "sip:undertone@pbx.example", "sip:+4930@192.0.2.7:5060", "sips:a@[2001:db8::1]"})
    void messagesMayComeFromAnySipUri(String uri) {
        String yaml = SMALLEST + "cue: {from: '" + uri + "'}";
        assertThat(loader.parse("undertone.yaml", yaml, FOLDER).cue().from()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel:+4930", "sip:", "sip:a b@pbx", "<sip:a@pbx>", "sip:a@pbx;tag=1", "sip:a@pbx\r\nX: y"})
    void messagesComeFromNothingElse(String uri) {
        String yaml = SMALLEST + "cue: {from: \"" + uri.replace("\r\n", "\\r\\n") + "\"}";
        assertThatThrownBy(() -> loader.parse("undertone.yaml", yaml, FOLDER))
                .hasMessageContaining("cue.from: ")
                .hasMessageContaining("is not a SIP URI");
    }

    @Test
    void aProfileTellsWhoseAnEndpointIsAndTheDialplanMayBeTheOnlyOneToChooseIt() {
        Profile profile =
                onlyProfile("{name: campaign, direction: outbound, agents: [PJSIP/7*], customers: PJSIP/trunk}");

        assertThat(profile.agents()).containsExactly("PJSIP/7*");
        assertThat(profile.customers()).containsExactly("PJSIP/trunk");
        assertThat(profile.queues()).isEmpty();
        assertThat(profile.matches("", "")).isFalse();
        assertThat(profile.matches("support", "4420")).isFalse();
    }

    @Test
    void mistakesInPatternsAreReportedTogetherWithTheirPlaces() {
        String profiles = """
                profiles:
                  - {name: one, dids: ['4420', '_44[20', '_.4', '44!'], agents: [7001, PJSIP/7*], customers: [PJSIP/]}
                  - {name: two, agents: [PJSIP/7*, PJSIP/8], customers: [PJSIP/trunk, PJSIP/7001, PJSIP/8]}
                """;

        assertThatThrownBy(() -> loader.parse("undertone.yaml", withProfiles(profiles), FOLDER))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .satisfiesExactly(
                                at("profiles[0].dids[1]: '_44[20' has a '[' without its ']'"),
                                at("profiles[0].dids[2]: '_.4' goes on after '.' or '!'"),
                                at("profiles[0].dids[3]: '44!' is no number; a pattern begins with an underscore"),
                                at("profiles[0].agents[0]: '7001' is no endpoint such as PJSIP/7001 or PJSIP/7*"),
                                at("profiles[0].customers[0]: 'PJSIP/' is no endpoint"),
                                at("profiles[1].customers[1]: 'PJSIP/7001' is an agent's already, by 'PJSIP/7*'"),
                                at("profiles[1].customers[2]: 'PJSIP/8' is an agent's already, by 'PJSIP/8'")));
    }

    @Test
    void aProfileNamesWhatIsReadFromTheChannelsOfItsCalls() {
        Profile profile = onlyProfile(
                "{name: support, variables: [CUSTOMER_TIER, CRM_ID, CALLERID(name)], " + "customer-group: LOYALTY}");
        assertThat(profile.variables()).containsExactly("CUSTOMER_TIER", "CRM_ID", "CALLERID(name)");
        assertThat(profile.customerGroup()).isEqualTo("LOYALTY");

        Profile plain = onlyProfile("{name: support}");
        assertThat(plain.variables()).isEmpty();
        assertThat(plain.customerGroup()).isEqualTo("UNDERTONE_GROUP");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            variables: [__CRM_ID]         | variables[0]: '__CRM_ID' begins with an underscore
            variables: [A, $CRM_ID]       | variables[1]: '$CRM_ID' is no channel variable such as CRM_ID
            variables: [A, 'SHELL(id)']   | variables[1]: 'SHELL(id)' is a function that is not read here
            variables: ['CALLERID()']     | variables[0]: 'CALLERID()' needs one word between its brackets
            variables: ['CHANNEL(a,b)']   | variables[0]: 'CHANNEL(a,b)' needs one word between its brackets
            variables: [A, B, A]          | variables[2]: 'A' is there already
            customer-group: a b           | customer-group: 'a b' is no channel variable such as CRM_ID
            customer-group: ''            | customer-group: '' is no channel variable such as CRM_ID
            """)
    void whatIsNotReadFromAChannelIsToldWithItsPlace(String keys, String told) {
        assertThatThrownBy(() -> onlyProfile("{name: support, " + keys + "}"))
                .hasMessageContaining("profiles[0]." + told);
    }

    @Test
    void aProfileReadsAFewVariablesAndNotADatabase() {
        String many = IntStream.range(0, 21).mapToObj(i -> "V" + i).collect(Collectors.joining(", "));

        assertThatThrownBy(() -> onlyProfile("{name: support, variables: [" + many + "]}"))
                .hasMessageContaining("profiles[0].variables: 21 of them; at most 20");
        assertThatThrownBy(() -> onlyProfile("{name: support, variables: [" + "V".repeat(80) + "]}"))
                .hasMessageContaining("is longer than 79 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "'off'"})
    void noProfileIsNamedOffBecauseTheDialplanSaysItOfCallsThatMustNotBeHeard(String off) {
        assertThatThrownBy(() -> onlyProfile("{name: " + off + ", queues: [support]}"))
                .hasMessageContaining("profiles[0].name: 'off' is reserved")
                .hasMessageContaining("UNDERTONE_PROFILE=off");
    }

    /** YAML would take the first for an octal number and drop the plus of the second. */
    @Test
    void phoneNumbersStayAsTheyAreWrittenAlsoWithoutQuotes() {
        assertThat(onlyProfile("{name: support, dids: [0301234, +4930123, 4420, 0800, 1_000]}")
                        .dids())
                .containsExactly("0301234", "+4930123", "4420", "0800", "1_000");
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
    void soundComesByWebSocketOrRtpAndHowMuchMayBeSaid() {
        assertThat(media("{}")).satisfies(usual -> {
            assertThat(usual.transport()).isEqualTo(MediaSettings.Transport.AUTO);
            assertThat(usual.pbxPorts()).isEmpty();
            assertThat(usual.pbxSessions()).isEmpty();
        });
        assertThat(media("{transport: rtp, pbx-ports: 200, pbx-sessions: 80}")).satisfies(told -> {
            assertThat(told.transport()).isEqualTo(MediaSettings.Transport.RTP);
            assertThat(told.pbxPorts()).hasValue(200);
            assertThat(told.pbxSessions()).hasValue(80);
        });
        assertThat(media("{transport: websocket, address: 0.0.0.0}").transport())
                .as("nothing is advertised")
                .isEqualTo(MediaSettings.Transport.WEBSOCKET);
        assertThatThrownBy(() -> media("{transport: udp, pbx-ports: 0, pbx-sessions: many}"))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "media.transport: 'udp' is not one of rtp, websocket, auto",
                                "media.pbx-ports: 0 is not a whole number from 1 to 30000",
                                "media.pbx-sessions: 'many' is not a whole number from 1 to 30000"));
    }

    @Test
    void anAddressOfVersion6IsTakenWithAndWithoutBrackets() {
        assertThat(media("{address: '::1'}").advertise()).isEqualTo("::1");
        assertThat(media("{advertise: '[2001:db8::2]'}").advertise()).isEqualTo("2001:db8::2");
        assertThat(media("{advertise: undertone}").advertise())
                .as("not looked up")
                .isEqualTo("undertone");
        for (String wrong : List.of("192.0.2.2:40000", "[2001:db8::2]:40000", "http://undertone", "::g", "")) {
            assertThatThrownBy(() -> media("{advertise: '" + wrong + "'}"))
                    .as(wrong)
                    .hasMessageContaining("media.advertise: '" + wrong + "' is neither an address nor a name; give it"
                            + " without a port, such as 192.0.2.2, 2001:db8::2 or undertone.example");
        }
    }

    private MediaSettings media(String section) {
        return loader.parse("undertone.yaml", SMALLEST + "media: " + section, FOLDER)
                .media();
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

    private Profile onlyProfile(String profile) {
        String yaml = withProfiles("profiles: [" + profile + "]");
        return loader.parse("undertone.yaml", yaml, FOLDER).profiles().get(0);
    }

    private static String withProfiles(String profiles) {
        return SMALLEST.replaceFirst("(?m)^profiles: .*\\R", "") + profiles;
    }

    private static ThrowingConsumer<String> at(String start) {
        return problem -> assertThat(problem).startsWith(start);
    }
}
