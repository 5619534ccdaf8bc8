package org.undertone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.undertone.config.LedgerSettings;
import org.undertone.config.ModelServer;
import org.undertone.config.Profile;
import org.undertone.config.Settings;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.Emotion;
import org.undertone.core.event.Finding;
import org.undertone.delivery.Deliveries;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.remote.Scorers;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.rules.RuleSet;
import org.undertone.runtime.Ledgers;
import org.undertone.runtime.RuleContexts;
import org.undertone.runtime.Shadow;

/** What can be looked at on this machine alone: the rules, the model and its speed, the place of the ledger. */
public final class LocalCheck {

    static final List<String> NAMES = List.of("rules", "model", "speed", "ledger");

    private static final long MEGABYTE = 1_000_000;
    private static final long LITTLE = 1_000 * MEGABYTE;
    private static final long TOO_LITTLE = 50 * MEGABYTE;

    private final Settings settings;
    private final InstantSource clock;
    private final Map<String, Number> figures = new LinkedHashMap<>();

    LocalCheck(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks; takes about two seconds, most of it for the model. */
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        Set<Emotion> trained = Set.copyOf(Emotion.all());
        List<Finding> ofModel = new ArrayList<>();
        try {
            ModelFolder folder = ModelFolder.load(settings.model().folder());
            trained = folder.description().trained();
            ofModel.addAll(model(folder));
        } catch (ModelException e) {
            ofModel.add(Finding.problem("model", e.getMessage(), "no voice can be judged"));
            ofModel.add(Finding.unknown("speed", "not looked at, because of the problem with model"));
        }
        findings.add(rules(trained));
        findings.addAll(ofModel);
        settings.model().shadow().ifPresent(folder -> findings.add(shadow(folder)));
        findings.add(ledger());
        if (!settings.part(Deliveries.SETTINGS).isEmpty()) {
            findings.add(deliveries());
        }
        List<String> agentless = settings.profiles().stream()
                .filter(LocalCheck::needsAgents)
                .map(Profile::name)
                .toList();
        if (!agentless.isEmpty()) {
            findings.add(Finding.warning(
                    "agents",
                    "no endpoints under agents of profile " + String.join(", ", agentless),
                    "calls by number do not tell who is an employee: one who calls such a number from a phone that was"
                            + " never called would be taken for a customer. Name your phones, such as [PJSIP/7*]"));
        }
        return findings;
    }

    /** The members of a queue are known; of others only who was an agent before. */
    private static boolean needsAgents(Profile profile) {
        boolean byNumber = !profile.dids().isEmpty() || profile.queues().isEmpty();
        return profile.agents().isEmpty() && byNumber;
    }

    /** What was measured meanwhile. */
    Map<String, Number> figures() {
        return figures;
    }

    private Finding rules(Set<Emotion> trained) {
        try {
            RuleSet rules = RuleSet.load(settings.rules(), RuleContexts.of(settings, trained));
            String names = rules.names().size()
                    + (rules.names().size() == 1 ? " rule: " : " rules: ")
                    + String.join(", ", rules.names());
            return rules.warnings().isEmpty()
                    ? Finding.ok("rules", names)
                    : Finding.warning("rules", names, String.join("; ", rules.warnings()));
        } catch (SettingsException e) {
            return Finding.problem(
                    "rules",
                    e.source() + ": " + String.join("; ", e.problems()),
                    "Undertone does not start with it; config/rules.yaml shows every key");
        }
    }

    private List<Finding> model(ModelFolder folder) {
        try (Scorer scorer = Scorers.open(settings.model(), folder, clock)) {
            String trained = folder.description().trained().stream()
                    .sorted()
                    .map(Emotion::label)
                    .collect(Collectors.joining(", "));
            String detail = scorer.model().titleWithParent() + " runs on "
                    + scorer.live().name().toLowerCase(Locale.ROOT) + ", its checksum is right, and it tells "
                    + trained;
            return List.of(serverIsAway(scorer) ? away(detail) : Finding.ok("model", detail), speed(scorer));
        }
    }

    private Finding shadow(Path folder) {
        try (Scorer scorer = Shadow.open(folder, clock)) {
            return Finding.ok(
                    "shadow",
                    scorer.model().title() + " hears beside the model, by one thread, where there is time; no rule asks"
                            + " for it");
        } catch (SettingsException e) {
            return Finding.problem(
                    "shadow",
                    e.source() + ": " + String.join("; ", e.problems()),
                    "Undertone does not start with it; correct it, or remove model.shadow");
        }
    }

    private boolean serverIsAway(Scorer scorer) {
        return settings.model().remote().isPresent() && !(scorer.live() instanceof ModelServer);
    }

    private Finding away(String detail) {
        return Finding.warning(
                "model",
                detail + "; the model server "
                        + settings.model().remote().orElseThrow().url() + " is away",
                "until it is back, this machine hears. Start it, or correct model.remote.url");
    }

    private Finding speed(Scorer scorer) {
        long hop = settings.media().hop().toMillis();
        SpeedTest.Result speed = new SpeedTest(
                        scorer,
                        settings.media().window(),
                        scorer.atOnce(settings.model().workers()),
                        clock)
                .run();
        int legs = (int) (speed.windowsPerSecond() * hop / 1000);
        figures.put("windowMillis", Math.round(speed.windowMillis() * 10) / 10.0);
        figures.put("workers", settings.model().workers());
        figures.put("hopMillis", hop);
        figures.put("legs", legs);
        String detail = String.format(
                Locale.ROOT,
                "%s about %d legs at a hop of %d ms (%.1f ms a window, %d workers)",
                scorer.live() instanceof ModelServer
                        ? "the model server carries, for this machine,"
                        : "this machine carries",
                legs,
                hop,
                speed.windowMillis(),
                settings.model().workers());
        return legs >= 1
                ? Finding.ok("speed", detail)
                : Finding.warning(
                        "speed", detail, "windows will be left out. Set a longer media.hop, or use a faster machine");
    }

    /** Nothing is sent: 'undertone deliver test' does that. */
    private Finding deliveries() {
        try {
            return Finding.ok(
                    "deliveries",
                    String.join(
                            ", ",
                            Deliveries.open(settings.part(Deliveries.SETTINGS), clock)
                                    .names()));
        } catch (SettingsException e) {
            return Finding.problem(
                    "deliveries",
                    e.source() + ": " + String.join("; ", e.problems()),
                    "Undertone does not start with it; docs/deliveries.md shows how templates are written");
        }
    }

    private Finding ledger() {
        if (settings.ledger() instanceof LedgerSettings.Server server) {
            return server(server);
        }
        return file(((LedgerSettings.File) settings.ledger()).file().toAbsolutePath());
    }

    private static Finding server(LedgerSettings.Server server) {
        try {
            return Finding.ok("ledger", Ledger.look(Ledgers.server(server)));
        } catch (LedgerException e) {
            return Finding.problem("ledger", e.getMessage(), "Undertone does not start without it");
        }
    }

    private Finding file(Path file) {
        Path folder = file.getParent();
        if (!Files.isDirectory(folder)) {
            return Finding.problem("ledger", "there is no folder " + folder, "make it, or correct ledger");
        }
        if (!Files.isWritable(folder) || (Files.exists(file) && !(Files.isReadable(file) && Files.isWritable(file)))) {
            return Finding.problem(
                    "ledger",
                    "this user may not write " + file + " or its folder",
                    "let the user that runs Undertone write there, or correct ledger");
        }
        return space(file, folder);
    }

    private Finding space(Path file, Path folder) {
        long free;
        try {
            free = Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Finding.warning("ledger", "the free space at " + folder + " is unknown: " + e.getMessage(), "");
        }
        figures.put("ledgerFreeBytes", free);
        String detail = file + " can be written, " + free / MEGABYTE + " MB are free";
        String advice = "what cannot be kept is lost. Make room, or put the ledger on another disk";
        if (free < TOO_LITTLE) {
            return Finding.problem("ledger", detail, advice);
        }
        return free < LITTLE ? Finding.warning("ledger", detail, advice) : Finding.ok("ledger", detail);
    }
}
