package org.undertone.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.undertone.core.AudioBlock;
import org.undertone.core.Role;

/** Reads {@link Settings} from a YAML file. Paths in it are relative to its folder. */
public final class SettingsLoader {

    private static final Pattern APP_NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern PORT_RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})");

    private final Map<String, String> environment;

    /** Takes values written <code>${NAME}</code> from this environment. */
    public SettingsLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
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
                media(root.section("media")),
                model(root.section("model"), folder),
                folder.resolve(root.text("rules", "rules.yaml")),
                folder.resolve(root.text("ledger", "undertone.db")),
                new CueSettings("!880/150,!0/80,!1175/200", Duration.ofSeconds(30), "sip:undertone@127.0.0.1"),
                new SuperviseSettings(true, "undertone"),
                profiles(root));
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
        if (!APP_NAME.matcher(asterisk.app()).matches()) {
            section.problem("app", "'" + asterisk.app() + "' is not a name of letters, digits, '-' and '_'");
        }
        section.done();
        return asterisk;
    }

    private static URI url(Section section) {
        String text = section.text("url", "http://127.0.0.1:8088/");
        try {
            URI uri = new URI(text.endsWith("/") ? text : text + "/");
            if ("https".equals(uri.getScheme())) {
                section.problem(
                        "url",
                        "'" + text + "': TLS is not supported yet; reach the PBX by http over loopback or a tunnel");
                return uri;
            }
            if (uri.getHost() != null && "http".equals(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        section.problem("url", "'" + text + "' is not an address such as http://127.0.0.1:8088/");
        return URI.create("http://127.0.0.1:8088/");
    }

    private static MediaSettings media(Section section) {
        String address = section.text("address", "127.0.0.1");
        InetAddress bind = address(section, address);
        int[] ports = ports(section);
        Duration rest = section.duration("rest", Duration.ofSeconds(60), Duration.ZERO, Duration.ofHours(1));
        Duration window = blocks(section, "window", Duration.ofSeconds(3));
        Duration hop = blocks(section, "hop", Duration.ofMillis(500));
        if (hop.compareTo(window) > 0) {
            section.problem("hop", Durations.format(hop) + " is longer than the window " + Durations.format(window));
        }
        MediaSettings media =
                new MediaSettings(bind, advertise(section, address, bind), ports[0], ports[1], rest, window, hop);
        section.done();
        return media;
    }

    private static InetAddress address(Section section, String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            section.problem("address", "'" + text + "' is neither an address nor a name that this machine knows");
            return InetAddress.getLoopbackAddress();
        }
    }

    private static String advertise(Section section, String address, InetAddress bind) {
        String advertise = section.text("advertise", address);
        if (bind.isAnyLocalAddress() && advertise.equals(address)) {
            section.problem(
                    "advertise", "must be given where address is " + address + ": an address that the PBX can reach");
        }
        return advertise;
    }

    private static Duration blocks(Section section, String key, Duration fallback) {
        Duration read = section.duration(key, fallback, AudioBlock.LENGTH, Duration.ofSeconds(30));
        if (read.toMillis() % AudioBlock.LENGTH.toMillis() != 0) {
            section.problem(key, Durations.format(read) + " is not a multiple of 100ms");
        }
        return read;
    }

    private static int[] ports(Section section) {
        String text = section.text("ports", "40000-40999");
        var matcher = PORT_RANGE.matcher(text);
        if (matcher.matches()) {
            int first = Integer.parseInt(matcher.group(1));
            int last = Integer.parseInt(matcher.group(2));
            if (first >= 1024 && first <= last && last <= 65535) {
                return new int[] {first, last};
            }
        }
        section.problem("ports", "'" + text + "' is not a range such as 40000-40999 within 1024-65535");
        return new int[] {40000, 40999};
    }

    private static ModelSettings model(Section section, Path folder) {
        ModelSettings model = new ModelSettings(
                folder.resolve(section.text("folder")),
                section.choice("accelerator", ModelSettings.Accelerator.AUTO),
                section.integer("workers", Runtime.getRuntime().availableProcessors(), 1, 256),
                section.number("speech-level-dbfs", -45, -90, 0),
                section.number("minimum-speech", 0.2, 0, 1),
                section.number("maximum-missing", 0.5, 0, 1));
        section.done();
        return model;
    }

    private static List<Profile> profiles(Section root) {
        Set<String> names = new HashSet<>();
        boolean agentsAllowed = agentAnalysis(root);
        List<Profile> profiles = root.sections("profiles").stream()
                .map(section -> profile(section, names, agentsAllowed))
                .toList();
        if (profiles.isEmpty()) {
            root.problem("profiles", "is empty; name at least one queue or number whose calls are to be heard");
        }
        return profiles;
    }

    /** Hearing agents is locked until somebody with the right to do so has put a name and a basis to it. */
    private static boolean agentAnalysis(Section root) {
        if (!root.has("agent-analysis")) {
            return false;
        }
        Section section = root.section("agent-analysis");
        section.text("confirmed-by");
        section.text("legal-basis");
        section.done();
        return true;
    }

    private static Profile profile(Section section, Set<String> names, boolean agentsAllowed) {
        Set<Role> legs = EnumSet.of(Role.CUSTOMER);
        if (section.has("legs")) {
            legs = legs(section, agentsAllowed);
        }
        Profile profile = new Profile(
                section.text("name"),
                section.texts("queues"),
                section.texts("dids"),
                section.choice("direction", Profile.Direction.INBOUND),
                List.of(),
                List.of(),
                legs);
        if (!profile.name().isEmpty() && !names.add(profile.name())) {
            section.problem("name", "'" + profile.name() + "' is used by an earlier profile");
        }
        if (profile.queues().isEmpty() && profile.dids().isEmpty()) {
            section.problem("queues", "names no queue, and dids no number: no call would belong to this profile");
        }
        section.done();
        return profile;
    }

    private static Set<Role> legs(Section section, boolean agentsAllowed) {
        Set<Role> legs = EnumSet.noneOf(Role.class);
        for (String written : section.texts("legs")) {
            switch (written) {
                case "customer" -> legs.add(Role.CUSTOMER);
                case "agent" -> legs.add(Role.AGENT);
                default -> section.problem("legs", "'" + written + "' is not one of customer, agent");
            }
        }
        if (legs.contains(Role.AGENT) && !agentsAllowed) {
            section.problem(
                    "legs",
                    "hearing agents is locked; it needs agent-analysis with confirmed-by and legal-basis "
                            + "(in the EU it is prohibited at work, AI Act Art. 5(1)(f))");
        }
        return legs;
    }
}
