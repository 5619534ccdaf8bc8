package org.undertone.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.read.SettingsLoader;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Emotion;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.evaluation.ruletest.SeriesNotation;
import org.undertone.evaluation.ruletest.TestVoice;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.TestingPostgres;
import org.undertone.ledger.WithPostgres;
import org.undertone.rules.RuleEngine;
import org.undertone.rules.RuleSet;
import org.undertone.runtime.Ledgers;
import picocli.CommandLine;

/** Rules become as strict as their budget asks for, by calls of which is known how each sounded. */
@ExtendWith(WithPostgres.class)
class RulesTuneTest {

    private static final String RULES = """
            # Rules of this site. p.angry >= 0.5 is what Anna wanted.
            rules:
              - alert: anger   # see above
                expr: p.angry >= 0.5   # a coin's toss
                for: 1s
                actions: [{mark: anger}]
              - alert: new-anger
                expr: >-
                  own.angry >= 1
                  && p.angry >= 0.05
                actions: [{mark: beside how they began}]
              - alert: silent
                expr: silence_s >= 2
                actions: [{mark: nobody speaks}]
              - alert: gold
                expr: p.angry >= 0.5 && call.vars.TIER == 'gold'
                actions: [{mark: gold}]
              - alert: agents
                expr: p.angry >= 0.5
                on: agent
                actions: [{mark: agents}]
            """;

    private static final String CALM = "0x25 ";

    @TempDir
    private Path folder;

    private Path settings;
    private Path rules;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Map<CallFacts, List<Assessment>> calls = new LinkedHashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** A hundred calls: 30 become angry with 0.6, 10 with 0.75, 4 with 0.9, and in each of these 44 somebody waits. */
    @BeforeEach
    void aHundredCalls() throws IOException {
        settings = settings("undertone.yaml", folder.resolve("undertone.db").toString());
        rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
        calls(30, CALM + "0.6x9 silencex9");
        calls(10, CALM + "0.75x9 silencex9");
        calls(4, CALM + "0.9x9 silencex9");
        calls(56, CALM + "0.1x9");
        keep(settings);
    }

    @Test
    void theWrittenRulesFireAsOftenAsTheyMayAndNoMore() throws IOException {
        assertThat(run("--budget", "anger=5 per 100 calls", "--budget", "new-anger=15 per 100 calls"))
                .isZero();

        Path written = folder.resolve("rules.tuned.yaml");
        assertThat(fired(written)).containsEntry("anger", 4L).containsEntry("new-anger", 14L);
        assertThat(told())
                .contains("100 calls from ")
                .containsPattern("anger +5 per 100 calls +100 +0\\.\\d h +2 +44 +4 +4\\.0 \\(1\\.1-10\\.2\\)")
                .contains("anger: p.angry 0.5 -> 0.76")
                .containsPattern("new-anger: own.angry 1 -> \\d\\.\\d+, p.angry 0.05 -> 0\\.\\d+")
                .contains("rules.tuned.yaml is written and right: 5 rules.");
        assertThat(Files.readString(rules)).isEqualTo(RULES);
    }

    @Test
    void onlyTheNumbersOfTheRulesFileAreOthers() throws IOException {
        assertThat(run("--budget", "anger=15 per 100 calls")).isZero();

        assertThat(Files.readString(folder.resolve("rules.tuned.yaml")))
                .isEqualTo(RULES.replaceFirst("expr: p.angry >= 0.5   #", "expr: p.angry >= 0.62   #"));
    }

    @Test
    void aServersLedgerTellsTheSame(TestingPostgres postgres) throws IOException {
        Path server = settings(
                "server.yaml",
                "{url: '%s', user: %s, password: %s}"
                        .formatted(postgres.freshUrl(), TestingPostgres.USER, TestingPostgres.PASSWORD));
        keep(server);
        run("--budget", "5 per 100 calls", "--dry-run");
        String file = told();

        settings = server;
        run("--budget", "5 per 100 calls", "--dry-run");

        assertThat(told()).isEqualTo(file);
    }

    @Test
    void aDryRunWritesNothing() {
        assertThat(run("--budget", "anger=5 per 100 calls", "--dry-run")).isZero();

        assertThat(told()).contains("anger: p.angry 0.5 -> 0.76").contains("A dry run: nothing is written.");
        assertThat(folder.resolve("rules.tuned.yaml")).doesNotExist();
    }

    @Test
    void whatCannotBeTunedIsToldWithWhatWouldHelp() {
        assertThat(run("--budget", "5 per 100 calls", "--budget", "anger=1 per 200 calls", "--dry-run"))
                .isEqualTo(1);

        assertThat(told())
                .contains("anger: too little was heard to tell: 100 calls, ")
                .contains("wanted are 20 calls and 200 calls at least")
                .contains("silent: fires too often, and compares no score")
                .contains("gold: asks for call.vars or call.customer_group, which the ledger does not keep")
                .contains("agents: too little was heard to tell: 0 calls, 0.0 h of speech");
    }

    @Test
    void nothingIsWrittenWhereNothingChanges() {
        assertThat(run("--budget", "anger=50 per 100 calls")).isZero();

        assertThat(told()).contains("anger: stays as it is, within its budget").contains("nothing is written");
        assertThat(folder.resolve("rules.tuned.yaml")).doesNotExist();
    }

    @Test
    void aStepBetweenStricterOnesThatFireMoreOftenIsNotTrusted() throws IOException {
        // One alert each as long as both levels are above the threshold, three where only the higher one is.
        calls(10, CALM + "0.8x5 0.65x5 0.8x5 0.65x5 0.8x5");
        keep(settings);
        Files.writeString(rules, "rules: [{alert: anger, expr: p.angry >= 0.62, cooldown: 1s, actions: [{mark: a}]}]");
        assertThat(fired(rules)).containsEntry("anger", 24L);

        assertThat(run("--budget", "anger=23 per 110 calls")).isZero();

        // 0.66 to 0.75 would make 44 of it, and 0.63 still has all 24.
        assertThat(told()).contains("anger: p.angry 0.62 -> 0.81");
        assertThat(fired(folder.resolve("rules.tuned.yaml"))).containsEntry("anger", 4L);
    }

    @Test
    void aRuleBecomesLaxerOnlyWhereThatIsAskedFor() throws IOException {
        Files.writeString(rules, RULES.replaceFirst("expr: p.angry >= 0.5 ", "expr: p.angry >= 0.95 "));

        assertThat(run("--budget", "anger=15 per 100 calls", "--loosen")).isZero();

        // Below 0.75, and not below the 0.6 of thirty calls more.
        assertThat(told()).containsPattern("anger: p\\.angry 0\\.95 -> 0\\.(6[1-9]|7[0-5]), laxer");
        assertThat(fired(folder.resolve("rules.tuned.yaml"))).containsEntry("anger", 14L);
    }

    @Test
    void aFileThatIsThereIsOverwrittenOnlyWhereThatIsSaid() throws IOException {
        String[] overItself = {"--budget", "anger=5 per 100 calls", "--out", rules.toString()};

        assertThat(run(overItself)).isEqualTo(1);
        assertThat(err.toString()).contains("rules.yaml is there already, and stays as it is");
        assertThat(Files.readString(rules)).isEqualTo(RULES);

        assertThat(run("--budget", "anger=5 per 100 calls", "--out", rules.toString(), "--overwrite"))
                .isZero();
        assertThat(fired(rules)).containsEntry("anger", 4L);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).doesNotContain(".rules.yaml.new");
        }
    }

    @Test
    void whatCannotBeWrittenIsToldWithWhatHelps() throws IOException {
        // A folder in the way of the new file: of one that may not be written to it depends on who runs the test.
        Files.writeString(
                Files.createDirectory(folder.resolve(".rules.yaml.new")).resolve("in-the-way"), "");

        assertThat(run("--budget", "anger=5 per 100 calls", "--out", rules.toString(), "--overwrite"))
                .isEqualTo(1);

        assertThat(err.toString())
                .contains("cannot write " + rules)
                .contains("name another file by --out")
                .doesNotContain("\tat ");
        assertThat(Files.readString(rules)).isEqualTo(RULES);
    }

    @Test
    void aRuleHasOneBudget() {
        assertThat(run("--budget", "anger=1 per 100 calls", "--budget", "anger=2 per 100 calls"))
                .isEqualTo(2);
        assertThat(run("--budget", "1 per 100 calls", "--budget", "silent=3 per call", "--budget", "2 per hour"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("--budget 'anger=2 per 100 calls': anger has the budget '1 per 100 calls' already")
                .contains("--budget '2 per hour': all rules have the budget '1 per 100 calls' already");
    }

    @Test
    void oldCallsAreLeftOut() {
        assertThat(run("--budget", "anger=5 per 100 calls", "--since", "2999-01-01"))
                .isEqualTo(1);

        assertThat(told())
                .contains("No call of that time has ended.")
                .contains("anger: too little was heard to tell: 0");
    }

    @Test
    void mistakesAreToldWithWhatIsRight() throws IOException {
        assertThat(run("--budget", "often")).isEqualTo(2);
        assertThat(run("--budget", "fury=1 per 100 calls")).isEqualTo(2);
        assertThat(run("--budget", "1 per call", "--days", "0")).isEqualTo(2);
        assertThat(run("--budget", "1 per call", "--days", "3", "--since", "2026-01-01"))
                .isEqualTo(2);
        assertThat(run(
                        "--budget",
                        "1 per call",
                        "--out",
                        folder.resolve("no/rules.yaml").toString()))
                .isEqualTo(1);
        assertThat(run("--budget", "1 per call", "--out", folder.toString())).isEqualTo(1);
        Files.writeString(rules, "rules: [{alert: x}]");
        assertThat(run("--budget", "1 per call")).isEqualTo(78);

        assertThat(err.toString())
                .contains("--budget 'often': such as '1 per 100 calls'")
                .contains("no rule is named 'fury'; there are anger, new-anger, silent, gold, agents")
                .contains("--days 0: 1 or more")
                .contains("no is no folder; make it")
                .contains("is a folder; name a file by --out")
                .contains("rules[0].expr");
    }

    private void calls(int count, String angry) {
        for (int i = 0; i < count; i++) {
            CallId call = new CallId("call-" + calls.size());
            LegId leg = new LegId(call, call.linkedId());
            Instant start = now.minus(Duration.ofHours(200 - calls.size()));
            CallFacts facts = new CallFacts(
                    call, "support", "", "", "", start, List.of(new Leg(leg, "PJSIP/trunk-1", Role.CUSTOMER)));
            calls.put(
                    facts,
                    new TestVoice(Map.of("angry", SeriesNotation.read(angry)))
                            .assessments(leg, start, Duration.ofMillis(500)));
        }
    }

    /** Of the first call's two alerts that fired, one had another rule of that name. */
    private void keep(Path config) {
        try (Ledger ledger =
                Ledgers.open(new SettingsLoader(Map.of()).load(config).ledger())) {
            calls.forEach((facts, heard) -> {
                ledger.calls().record(facts);
                Leg leg = facts.legs().get(0);
                ledger.taps().begin(leg.id(), leg.role(), facts.startedAt(), Duration.ZERO);
                ledger.assessments().append(heard);
                ledger.calls().end(facts.call(), facts.startedAt().plusSeconds(60));
            });
            CallFacts first = calls.keySet().iterator().next();
            for (int episode = 1; episode <= 2; episode++) {
                ledger.alerts()
                        .record(new Alert(
                                new AlertId(first.call(), "anger", episode),
                                first.legs().get(0).id(),
                                Duration.ofSeconds(16),
                                Duration.ofSeconds(17),
                                first.startedAt().plusSeconds(17),
                                "0123456789ab",
                                List.of(),
                                List.of(new Action.Mark("anger"))));
            }
        }
    }

    /** What those rules make of the calls as they were heard. */
    private Map<String, Long> fired(Path file) {
        RuleEngine engine = new RuleEngine(RuleSet.load(file, Set.copyOf(Emotion.all())), InstantSource.fixed(now));
        List<String> fired = new ArrayList<>();
        calls.forEach((facts, heard) -> heard.forEach(assessment -> engine.on(assessment, facts)
                .fired()
                .forEach(alert -> fired.add(alert.id().rule()))));
        Map<String, Long> counts = new LinkedHashMap<>();
        fired.forEach(rule -> counts.merge(rule, 1L, Long::sum));
        return counts;
    }

    private Path settings(String name, String ledger) throws IOException {
        return Files.writeString(folder.resolve(name), """
                asterisk: {user: undertone, password: x}
                model: {folder: %s}
                profiles: [{name: support, queues: [support], variables: [TIER]}]
                ledger: %s
                """.formatted(
                        Path.of("../inference/models/moonshine-tiny-emotion").toAbsolutePath(), ledger));
    }

    private String told() {
        String told = out.toString();
        out.getBuffer().setLength(0);
        return told;
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("tune", "--config", settings.toString()));
        all.addAll(List.of(arguments));
        return new CommandLine(new RulesCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
