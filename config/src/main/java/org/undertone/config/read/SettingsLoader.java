package org.undertone.config.read;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.undertone.config.AsteriskSettings;
import org.undertone.config.CudaSettings;
import org.undertone.config.CueSettings;
import org.undertone.config.HearingSettings;
import org.undertone.config.LoadSettings;
import org.undertone.config.MetricsSettings;
import org.undertone.config.ModelSettings;
import org.undertone.config.RemoteSettings;
import org.undertone.config.Secret;
import org.undertone.config.Settings;
import org.undertone.config.SettingsPart;
import org.undertone.config.SettingsParts;
import org.undertone.config.SuperviseSettings;
import org.undertone.config.TrackSettings;
import org.undertone.config.notation.ToneDescription;
import org.undertone.config.yaml.Durations;
import org.undertone.config.yaml.Problems;
import org.undertone.config.yaml.Section;
import org.undertone.config.yaml.SettingsException;

/** Reads {@link Settings} from a YAML file. Paths in it are relative to its folder. */
public final class SettingsLoader {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    /** A user, a host and a port, without parameters (RFC 3261, section 19.1). */
    private static final Pattern SIP_URI = Pattern.compile(
            "sips?:(?:[A-Za-z0-9._~!$&'*+=-]+@)?(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?");

    private final Map<String, String> environment;
    private final List<SettingsPart<?>> parts;

    /**
     * Takes values written <code>${NAME}</code> from this environment.
     *
     * @param parts that modules above read
     */
    public SettingsLoader(Map<String, String> environment, List<SettingsPart<?>> parts) {
        this.environment = Map.copyOf(environment);
        this.parts = List.copyOf(parts);
    }

    /** One for files that say nothing to the modules above. */
    public SettingsLoader(Map<String, String> environment) {
        this(environment, List.of());
    }

    /**
     * Reads a file.
     *
     * @throws SettingsException with every problem in it, or if it cannot be read
     */
    public Settings load(Path file) {
        try {
            return parse(
                    file.toString(),
                    Files.readString(file),
                    file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new SettingsException(
                    file.toString(),
                    List.of("cannot be read (" + e.getClass().getSimpleName() + "); give the path of a settings file, "
                            + "such as a copy of config/undertone.yaml"));
        }
    }

    /**
     * Reads a text.
     *
     * @param source what to call it in problems
     * @param folder what paths in it are relative to
     * @throws SettingsException with every problem in it
     */
    public Settings parse(String source, String yaml, Path folder) {
        Problems problems = new Problems(source);
        Section root = Section.parse(yaml, problems, environment);
        problems.throwIfAny();
        Settings settings = new Settings(
                asterisk(root.section("asterisk")),
                MediaReader.read(root.section("media")),
                model(root.section("model"), folder),
                track(root.section("track")),
                load(root.section("load")),
                folder.resolve(root.text("rules", "rules.yaml")),
                LedgerReader.read(root, folder),
                cue(root.section("cue")),
                supervise(root.section("supervise")),
                SettingsParts.read(parts, root, folder),
                ProfileReader.read(root),
                root.has("metrics") ? Optional.of(metrics(root.section("metrics"))) : Optional.empty());
        root.done();
        problems.throwIfAny();
        return settings;
    }

    private static AsteriskSettings asterisk(Section section) {
        AsteriskSettings asterisk = new AsteriskSettings(
                url(section),
                section.text("user"),
                new Secret(section.text("password")),
                section.text("app", "undertone"),
                section.duration(
                        "request-timeout", Duration.ofSeconds(3), Duration.ofMillis(100), Duration.ofSeconds(30)));
        if (!WORD.matcher(asterisk.app()).matches()) {
            section.problem("app", "'" + asterisk.app() + "' is not a name of letters, digits, '-' and '_'");
        }
        section.done();
        return asterisk;
    }

    private static URI url(Section section) {
        String text = section.text("url", "http://127.0.0.1:8088/");
        if (text.contains("@")) {
            // Not repeated here: a password may be in it, as it would be in every line of the log that names the
            // address.
            section.problem(
                    "url",
                    "must not hold a user or password; write an address such as http://127.0.0.1:8088/, and"
                            + " asterisk.user and asterisk.password");
            return URI.create("http://127.0.0.1:8088/");
        }
        try {
            URI uri = new URI(text.endsWith("/") ? text : text + "/");
            if ("https".equals(uri.getScheme())) {
                section.problem(
                        "url",
                        "'" + text + "': TLS is not supported yet; reach the PBX by http over loopback or a tunnel");
                return uri;
            }
            if (uri.getHost() != null
                    && "http".equals(uri.getScheme())
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        section.problem("url", "'" + text + "' is not an address such as http://127.0.0.1:8088/");
        return URI.create("http://127.0.0.1:8088/");
    }

    private static ModelSettings model(Section section, Path folder) {
        Path modelFolder = folder.resolve(section.text("folder"));
        ModelSettings.Accelerator accelerator = section.choice("accelerator", ModelSettings.Accelerator.AUTO);
        Optional<RemoteSettings> remote = section.has("remote")
                ? Optional.of(RemoteReader.read(section.section("remote"), folder))
                : Optional.empty();
        // A worker that waits for a server needs no processor.
        int workers = remote.map(RemoteSettings::concurrency)
                .orElseGet(() -> Runtime.getRuntime().availableProcessors());
        ModelSettings model = new ModelSettings(
                modelFolder,
                accelerator,
                cuda(section.section("cuda")),
                section.integer("workers", workers, 1, 256),
                hearing(section),
                remote,
                section.has("shadow") ? Optional.of(folder.resolve(section.text("shadow"))) : Optional.empty());
        section.gone(
                "speech-level-dbfs",
                "is gone: speech is told by its sound and no longer by its level; remove it, or see speech-threshold");
        section.done();
        return model;
    }

    private static HearingSettings hearing(Section section) {
        HearingSettings usual = HearingSettings.USUAL;
        return new HearingSettings(
                section.number("speech-threshold", usual.speechThreshold(), 0.05, 0.95),
                section.number("minimum-speech", usual.minimumSpeech(), 0, 1),
                section.number("maximum-missing", usual.maximumMissing(), 0, 1));
    }

    private static CudaSettings cuda(Section section) {
        CudaSettings usual = CudaSettings.USUAL;
        CudaSettings cuda = new CudaSettings(
                section.integer("device", usual.device(), 0, 63),
                section.integer("batch", usual.batch(), 1, 64),
                section.duration("wait", usual.patience(), Duration.ZERO, Duration.ofMillis(200)),
                section.flag("tensorrt", usual.tensorRt()),
                section.textMap("options"));
        if (Integer.bitCount(cuda.batch()) != 1) {
            section.problem("batch", cuda.batch() + " is not one of 1, 2, 4, 8, 16, 32, 64");
        }
        section.done();
        return cuda;
    }

    private static TrackSettings track(Section section) {
        TrackSettings usual = TrackSettings.USUAL;
        TrackSettings track = new TrackSettings(
                section.duration("smoothing", usual.smoothing(), Duration.ZERO, Duration.ofSeconds(30)),
                section.number("hysteresis", usual.hysteresis(), 0, 0.5),
                section.number("mixed-threshold", usual.mixedThreshold(), 0.05, 0.5));
        section.done();
        return track;
    }

    private static LoadSettings load(Section section) {
        LoadSettings usual = LoadSettings.USUAL;
        LoadSettings load = new LoadSettings(
                section.number("utilisation", usual.utilisation(), 0.1, 0.95),
                section.duration("lateness", usual.lateness(), Duration.ofMillis(10), Duration.ofSeconds(30)),
                section.duration("deadline", usual.deadline(), Duration.ofMillis(100), Duration.ofMinutes(1)));
        if (load.lateness().compareTo(load.deadline()) >= 0) {
            section.problem(
                    "lateness",
                    Durations.format(load.lateness()) + " is not shorter than the deadline "
                            + Durations.format(load.deadline()) + "; nothing waits that long");
        }
        section.done();
        return load;
    }

    private static CueSettings cue(Section section) {
        CueSettings cue = new CueSettings(
                section.text("tone", "!880/150,!0/80,!1175/200"),
                section.duration("rest", Duration.ofSeconds(30), Duration.ZERO, Duration.ofHours(1)),
                section.text("from", "sip:undertone@127.0.0.1"));
        ToneDescription.problem(cue.tone()).ifPresent(problem -> section.problem("tone", problem));
        if (!SIP_URI.matcher(cue.from()).matches()) {
            section.problem("from", "'" + cue.from() + "' is not a SIP URI such as sip:undertone@pbx.example");
        }
        section.done();
        return cue;
    }

    private static MetricsSettings metrics(Section section) {
        MetricsSettings metrics = new MetricsSettings(
                MediaReader.address(section, section.text("address", "127.0.0.1")),
                section.integer("port", 9464, 1, 65_535));
        section.done();
        return metrics;
    }

    private static SuperviseSettings supervise(Section section) {
        SuperviseSettings supervise =
                new SuperviseSettings(section.flag("cdr", true), section.text("account", "undertone"));
        if (!WORD.matcher(supervise.account()).matches()) {
            section.problem("account", "'" + supervise.account() + "' is not a word of letters, digits, '-' and '_'");
        }
        section.done();
        return supervise;
    }
}
