package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Message;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.undertone.aribridge.act.PbxActions;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.stasis.Lease;
import org.undertone.config.AsteriskSettings;
import org.undertone.config.CudaSettings;
import org.undertone.config.CueSettings;
import org.undertone.config.HearingSettings;
import org.undertone.config.LedgerSettings;
import org.undertone.config.LoadSettings;
import org.undertone.config.MediaSettings;
import org.undertone.config.ModelSettings;
import org.undertone.config.Profile;
import org.undertone.config.Secret;
import org.undertone.config.Settings;
import org.undertone.config.SettingsParts;
import org.undertone.config.SuperviseSettings;
import org.undertone.config.TestingProfile;
import org.undertone.config.TrackSettings;
import org.undertone.core.CallFacts;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.LoadLevel;
import org.undertone.lab.Pbx;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.rtp.PortRange;

/** A bridge whose events and windows are kept for a test to look at. */
public final class TestingDaemon implements AutoCloseable {

    /** Takes no notice of what the PBX tells. */
    static final AsteriskLink.Listener DEAF = new AsteriskLink.Listener() {
        @Override
        public void connected() {}

        @Override
        public void lost() {}

        @Override
        public void event(Message message) {}
    };

    private final TapPorts ports;
    private final AriBridge bridge;
    private volatile LoadLevel load = LoadLevel.FULL;
    private final List<CallEvent> events = new CopyOnWriteArrayList<>();
    private final List<AudioWindow> windows = new CopyOnWriteArrayList<>();

    TestingDaemon(Settings settings) {
        this(settings, Lease.USUAL);
    }

    TestingDaemon(Settings settings, Lease lease) {
        this.ports = new TapPorts(
                settings.media().address(),
                new PortRange(settings.media().firstPort(), settings.media().lastPort()),
                settings.media().rest(),
                Clock.systemUTC());
        this.bridge = new AriBridge(settings, ports, () -> load, windows::add, events::add, Clock.systemUTC(), lease);
    }

    public static TestingDaemon started(Settings settings) {
        TestingDaemon daemon = new TestingDaemon(settings);
        daemon.start();
        return daemon;
    }

    /** With windows of half a second, for tests that listen for tones. */
    public static TestingDaemon startedWithShortWindows(Pbx pbx, String app, Profile profile) {
        Settings plain = settings(pbx, app, profile);
        MediaSettings media = plain.media();
        return started(new Settings(
                plain.asterisk(),
                new MediaSettings(
                        media.transport(),
                        media.address(),
                        media.advertise(),
                        media.firstPort(),
                        media.lastPort(),
                        media.rest(),
                        media.pbxPorts(),
                        media.pbxSessions(),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500)),
                plain.model(),
                plain.track(),
                plain.load(),
                plain.rules(),
                plain.ledger(),
                plain.cue(),
                plain.supervise(),
                SettingsParts.NONE,
                plain.profiles(),
                Optional.empty()));
    }

    void start() {
        try {
            bridge.start();
        } catch (AsteriskException e) {
            ports.close();
            throw e;
        }
    }

    public static Settings settings(Pbx pbx, String app, Profile profile) {
        return settings(pbx, app, new Secret(pbx.ariPassword()), profile);
    }

    public static Settings settings(Pbx pbx, String app, Secret password, Profile... profiles) {
        return settings(pbx.httpUri(), pbx.ariUser(), password, app, profiles);
    }

    public static Settings settings(URI pbx, String user, Secret password, String app, Profile... profiles) {
        InetAddress here = InetAddress.getLoopbackAddress();
        return new Settings(
                new AsteriskSettings(pbx, user, password, app, Duration.ofSeconds(10)),
                new MediaSettings(
                        MediaSettings.Transport.AUTO,
                        here,
                        here.getHostAddress(),
                        42_000,
                        42_999,
                        Duration.ZERO,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(500)),
                new ModelSettings(
                        Path.of("none"),
                        ModelSettings.Accelerator.CPU,
                        CudaSettings.USUAL,
                        1,
                        HearingSettings.USUAL,
                        Optional.empty(),
                        Optional.empty()),
                TrackSettings.USUAL,
                LoadSettings.USUAL,
                Path.of("none"),
                new LedgerSettings.File(Path.of("none")),
                new CueSettings("!880/150,!0/80,!1175/200", Duration.ofSeconds(30), "sip:undertone@127.0.0.1"),
                new SuperviseSettings(true, "undertone"),
                SettingsParts.NONE,
                List.of(profiles),
                Optional.empty());
    }

    /** The same, with sound by that way, and other limits than those that are learnt from the PBX. */
    public static Settings by(
            MediaSettings.Transport transport, OptionalInt pbxPorts, OptionalInt pbxSessions, Settings auto) {
        MediaSettings media = auto.media();
        return with(
                new MediaSettings(
                        transport,
                        media.address(),
                        media.advertise(),
                        media.firstPort(),
                        media.lastPort(),
                        media.rest(),
                        pbxPorts,
                        pbxSessions,
                        media.window(),
                        media.hop()),
                auto);
    }

    public static Settings with(MediaSettings media, Settings others) {
        return new Settings(
                others.asterisk(),
                media,
                others.model(),
                others.track(),
                others.load(),
                others.rules(),
                others.ledger(),
                others.cue(),
                others.supervise(),
                SettingsParts.NONE,
                others.profiles(),
                Optional.empty());
    }

    /** The same PBX by way of another address, and how long an answer may take there. */
    public static Settings by(URI address, Duration timeout, Settings direct) {
        AsteriskSettings pbx = direct.asterisk();
        return new Settings(
                new AsteriskSettings(address, pbx.user(), pbx.password(), pbx.app(), timeout),
                direct.media(),
                direct.model(),
                direct.track(),
                direct.load(),
                direct.rules(),
                direct.ledger(),
                direct.cue(),
                direct.supervise(),
                SettingsParts.NONE,
                direct.profiles(),
                Optional.empty());
    }

    public static Profile queue(Role... legs) {
        return TestingProfile.named("support").queues("support").legs(legs).build();
    }

    public static Profile number(String did, Role... legs) {
        return TestingProfile.named("number").dids(did).legs(legs).build();
    }

    public PbxActions actions() {
        return bridge.actions();
    }

    /** Publishes how much is to be heard. */
    public void hear(LoadLevel level) {
        load = level;
    }

    public List<AudioWindow> windows() {
        return windows;
    }

    public <T extends CallEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The newest window. */
    public AudioWindow lastWindow() {
        List<AudioWindow> now = List.copyOf(windows);
        return now.get(now.size() - 1);
    }

    /** The facts of the call that was told of last. */
    public CallFacts facts() {
        List<CallEvent.CallSeen> seen = events(CallEvent.CallSeen.class);
        return seen.get(seen.size() - 1).facts();
    }

    /** What is known now of the call that this leg belongs to. */
    public CallFacts facts(LegId leg) {
        return events(CallEvent.CallSeen.class).stream()
                .map(CallEvent.CallSeen::facts)
                .filter(facts -> facts.call().equals(leg.call()))
                .reduce((before, now) -> now)
                .orElseThrow();
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends it before the end of the test. */
    void stop() {
        bridge.close();
        ports.close();
    }
}
