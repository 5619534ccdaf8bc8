package org.undertone.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.undertone.lab.asterisk.AmiMessage;
import org.undertone.lab.asterisk.Asterisk;
import org.undertone.lab.asterisk.AsteriskInstance;
import org.undertone.lab.asterisk.LoopbackClaim;
import org.undertone.lab.othermakers.SippScenario;
import org.undertone.lab.othermakers.Softphone;
import org.undertone.lab.tool.Csv;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Wav;

/**
 * The lab's PBX: an Asterisk as an ordinary site runs it, what it says of itself and what can be done to it. Every phone may
 * dial:
 *
 * <table>
 * <caption>Its extensions</caption>
 * <tr><td>600</td><td>the queue {@code support}; after the agent hung up it goes on to {@code retention} if
 *     {@code EMOTION} is {@code angry}, else to {@code goodbye}</td></tr>
 * <tr><td>601</td><td>a plain call to the agent</td></tr>
 * <tr><td>602, 603</td><td>as 600 and 601, and both parties may press {@code #1} (blind transfer), {@code *2} (attended
 *     transfer) and {@code #72} (park), as in all below to 642</td></tr>
 * <tr><td>610</td><td>a queue as FreePBX makes it, its member {@code Local/7001@from-queue/n}</td></tr>
 * <tr><td>611</td><td>the same, and the Local channel may be optimised away</td></tr>
 * <tr><td>612, 613</td><td>queues whose member is {@code line3}, {@code mortal2}</td></tr>
 * <tr><td>615, 616</td><td>the queues {@code softs} and {@code sipps}, whose members are {@link Softphone#AGENT} and
 *     {@link SippScenario#AGENTS}</td></tr>
 * <tr><td>614, 660</td><td>a queue whose agent stays logged in, and the login of that agent</td></tr>
 * <tr><td>670 to 672</td><td>602 by way of a Local channel that stays, one that may be optimised away, two of them</td></tr>
 * <tr><td>680</td><td>the queue {@code support}, and then a survey that lasts a minute</td></tr>
 * <tr><td>620</td><td>a ring group of agent and supervisor</td></tr>
 * <tr><td>630</td><td>the supervisor, as a reception that is in no queue</td></tr>
 * <tr><td>641, 642</td><td>601 with {@code UNDERTONE_PROFILE=support}, 602 with {@code UNDERTONE_PROFILE=off}</td></tr>
 * <tr><td>650</td><td>an IVR: answers and says nothing for a minute</td></tr>
 * <tr><td>750</td><td>parks the call; 751 to 759 fetch it</td></tr>
 * <tr><td>760</td><td>parks it for 3 seconds, then rings the parker; 761 to 769 fetch it</td></tr>
 * <tr><td>800, 801</td><td>a conference, and the same through a Local channel</td></tr>
 * <tr><td>901 to 904, 911, 912, 921, 922</td><td>the phones {@code line1} to {@code line4}, {@code direct1} and
 *     {@code direct2} (direct media), {@code mortal1} and {@code mortal2} (hung up after 3 s without sound)</td></tr>
 * <tr><td>*86XX, *820X, *8</td><td>pick up a call that rings: one to that extension, at that phone, at any</td></tr>
 * </table>
 *
 * The agent and the supervisor, {@code line3}, {@code line4}, {@code direct2} and {@code mortal2} may also dial 201 (agent),
 * 202 (supervisor), 700 and any number that begins with 0 (the customer).
 */
public final class Pbx {
    private static final String ARI_USER = "undertone";
    private static final String ARI_PASSWORD = "undertone-lab";

    private final AsteriskInstance asterisk;
    private final InetAddress address;
    private final List<UserEvent> userEvents = new CopyOnWriteArrayList<>();

    Pbx(Asterisk program, LabOptions options, LoopbackClaim addresses) {
        this.address = addresses.host(1);
        this.asterisk = AsteriskInstance.prepare(
                program,
                options.temp(),
                new AsteriskInstance.Setup(
                        "pbx",
                        address,
                        List.of(
                                "agents.conf",
                                "ari.conf",
                                "cdr.conf",
                                "cdr_custom.conf",
                                "confbridge.conf",
                                "extensions.conf",
                                "features.conf",
                                "http.conf",
                                "musiconhold.conf",
                                "pjsip.conf",
                                "queues.conf",
                                "res_parking.conf"),
                        values(options, addresses),
                        options.patience(),
                        this::take));
        sound("moh/music.wav", 300, 4);
        sound("clips/beep.wav", 800, 0.1);
    }

    private static Map<String, String> values(LabOptions options, LoopbackClaim addresses) {
        return Map.ofEntries(
                Map.entry("NAME", "lab" + addresses.number()),
                Map.entry("ENTITY", Lab.entity(addresses.number(), 1)),
                Map.entry("NET", addresses.network()),
                Map.entry("TRANSMIT_SILENCE", "no"),
                Map.entry("AMI_READ", "system,user"),
                Map.entry("RTP_START", String.valueOf(addresses.firstRtpPort())),
                // A stream takes an even port; the odd one after it is its RTCP's.
                Map.entry("RTP_END", String.valueOf(addresses.firstRtpPort() + 2 * options.rtpStreams() - 1)),
                // Where external media for 127.0.0.1 leaves too: calls and it then use up the same ports.
                Map.entry(
                        "MEDIA_ADDRESS",
                        options.sharesRtpPorts()
                                ? "127.0.0.1"
                                : addresses.host(1).getHostAddress()),
                Map.entry(
                        "ICE_ADDRESS",
                        IceAddress.ofThisMachine().orElse(addresses.host(1)).getHostAddress()),
                Map.entry("HTTP_SESSIONS", String.valueOf(options.httpSessions())),
                Map.entry("PHONE_PASSWORD", Lab.PHONE_PASSWORD),
                Map.entry("ARI_USER", ARI_USER),
                Map.entry("ARI_PASSWORD", ARI_PASSWORD));
    }

    private void sound(String name, double hertz, double seconds) {
        Path file = asterisk.folder().resolve(name);
        try {
            Wav.write(file, Wav.tone(hertz, seconds, 2000));
        } catch (IOException e) {
            throw new LabException("Cannot write " + file, e);
        }
    }

    /** Where it listens: SIP 5060, ARI 8088; {@code 127.77.N.1}, other for every lab. */
    public InetAddress address() {
        return address;
    }

    /** The base of its HTTP interface, for example {@code http://127.77.1.1:8088/}; ARI is at {@code ari/} in it. */
    public URI httpUri() {
        return URI.create("http://" + address.getHostAddress() + ":" + AsteriskInstance.HTTP_PORT + "/");
    }

    /** Who logs in to ARI. */
    public String ariUser() {
        return ARI_USER;
    }

    /** The password of {@link #ariUser}. */
    public String ariPassword() {
        return ARI_PASSWORD;
    }

    /** All channels there are now, of whatever kind. */
    public List<Channel> channels() {
        return asterisk.ami().list("CoreShowChannels", Map.of()).stream()
                .map(Channel::of)
                .toList();
    }

    /** All bridges there are now, each with its channels. */
    public List<Bridge> bridges() {
        List<Channel> channels = channels();
        return asterisk.ami().list("BridgeList", Map.of()).stream()
                .map(event -> Bridge.of(event, channels))
                .toList();
    }

    /**
     * A variable of a channel, or a function's value for it ({@code CDR(emotion)}, {@code CHANNEL(linkedid)}); absent if
     * it is unset or empty. A channel that is not there is an error.
     */
    public Optional<String> variable(String channel, String name) {
        return Optional.of(asterisk.ami().send("Getvar", Map.of("Channel", channel, "Variable", name)))
                .map(answer -> answer.get("Value"))
                .filter(value -> !value.isEmpty());
    }

    /** Sets a variable of a channel, or a function for it. A channel that is not there is an error. */
    public void setVariable(String channel, String name, String value) {
        asterisk.ami().send("Setvar", Map.of("Channel", channel, "Variable", name, "Value", value));
    }

    /** Hangs up a channel. */
    public void hangUp(String channel) {
        asterisk.ami().send("Hangup", Map.of("Channel", channel));
    }

    /** Sends a channel on to another place of the dialplan; whoever was on the line with it goes on after its Dial. */
    public void redirect(String channel, String context, String extension) {
        asterisk.ami()
                .send("Redirect", Map.of("Channel", channel, "Context", context, "Exten", extension, "Priority", "1"));
    }

    /** As a dialer does: calls, for example {@code Local/700@from-agent/n}; who answers goes to the extension. */
    public void originate(String channel, String context, String extension) {
        asterisk.ami()
                .send(
                        "Originate",
                        Map.of(
                                "Channel",
                                channel,
                                "Context",
                                context,
                                "Exten",
                                extension,
                                "Priority",
                                "1",
                                "Async",
                                "true"));
    }

    /** Parks a channel that is in a bridge, in the lot {@code default}; {@code parking show default} has its slot. */
    public void park(String channel) {
        asterisk.ami().send("Park", Map.of("Channel", channel, "Parkinglot", "default"));
    }

    /** What the party of {@code channel} would do by a blind transfer: whom it speaks with goes to the extension. */
    public void blindTransfer(String channel, String context, String extension) {
        asterisk.ami().send("BlindTransfer", Map.of("Channel", channel, "Context", context, "Exten", extension));
    }

    /**
     * Begins an attended transfer as if the party of {@code channel} had pressed the keys for it, so the dialplan must
     * allow it those (602, 603 do); that party then speaks with the extension, and completes it by hanging up.
     */
    public void attendedTransfer(String channel, String context, String extension) {
        asterisk.ami().send("Atxfer", Map.of("Channel", channel, "Context", context, "Exten", extension));
    }

    /** Which of a channel's sound {@link #muteAudio} is about. */
    public enum Direction {
        /** What its party says. */
        IN,
        /** What its party hears. */
        OUT,
        ALL
    }

    /** Mutes a channel's sound, or lets it sound again. */
    public void muteAudio(String channel, Direction direction, boolean on) {
        asterisk.ami()
                .send(
                        "MuteAudio",
                        Map.of(
                                "Channel",
                                channel,
                                "Direction",
                                direction.name().toLowerCase(Locale.ROOT),
                                "State",
                                on ? "on" : "off"));
    }

    /** The state of a device, for example {@code INUSE} or {@code UNKNOWN}; a lamp's is {@code Stasis:undertone-agent}. */
    public String deviceState(String device) {
        return asterisk.ami()
                .send("Getvar", Map.of("Variable", "DEVICE_STATE(" + device + ")"))
                .get("Value");
    }

    /** The user events of its manager interface since the lab's start, in the order of their coming. */
    public List<UserEvent> userEvents() {
        return List.copyOf(userEvents);
    }

    private void take(AmiMessage event) {
        if (event.is("UserEvent")) {
            userEvents.add(UserEvent.of(event));
        }
    }

    /** Makes a copy of a WAV file (8 kHz, 16 bit, mono) in a format of Asterisk's, for example {@code g722}. */
    public Path convert(Path wav, String format) {
        Wav.check(wav);
        Path copy = asterisk.folder().resolve("clips").resolve(wav.getFileName() + "." + format);
        String said = command("file convert " + wav.toAbsolutePath() + " " + copy);
        if (!Files.isRegularFile(copy)) {
            throw new LabException("Asterisk did not convert " + wav + " to " + format + ": " + said);
        }
        return copy;
    }

    /** Hangs up the channels whose names begin so; one that ended meanwhile is no error. */
    void hangUpAll(String prefix) {
        channels().stream()
                .map(Channel::name)
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> command("channel request hangup " + name));
    }

    /** The call detail records so far, in the order of their writing. Asterisk writes one when its channel is gone. */
    public List<Cdr> cdrs() {
        return asterisk.lines(asterisk.folder().resolve("log/cdr-custom/lab.csv")).stream()
                .map(Csv::fields)
                .map(Cdr::of)
                .toList();
    }

    /** What Asterisk's command line answers to {@code line}, for example {@code queue show}. */
    public String command(String line) {
        return asterisk.command(line);
    }

    /**
     * Changes one of its settings files, for example {@code http.conf}. It is read at the next start, or by the command that
     * reloads it ({@code module reload http}).
     */
    public void configure(String file, UnaryOperator<String> change) {
        Path written = asterisk.folder().resolve("etc").resolve(file);
        try {
            Files.writeString(written, change.apply(Files.readString(written)));
        } catch (IOException e) {
            throw new LabException("Cannot change " + written + ": " + e.getMessage(), e);
        }
    }

    /** Lets its new streams speak ICE where their phone does; until then it has ICE off, which spares every stream some work. */
    void speakIce(InetAddress address) {
        configure(
                "rtp.conf",
                settings -> settings.replace(
                        "icesupport = no",
                        // Only the address that it listens at: a check of another one would take seconds to fail.
                        "icesupport = yes\nice_deny = 0.0.0.0/0\nice_deny = ::/0\nice_permit = "
                                + address.getHostAddress()));
        command("module reload res_rtp_asterisk.so");
    }

    /** Warnings, errors and notices of its log so far. */
    public List<String> log() {
        return asterisk.log();
    }

    /** Whether its process is there; a frozen one is. */
    public boolean running() {
        return asterisk.running();
    }

    /**
     * Stops it where it is, as a machine that hangs: it answers nobody, and whatever waits for it here waits in vain, until
     * {@link #thaw}. {@link #kill} and {@link Lab#close} end a frozen one too.
     */
    public void freeze() {
        asterisk.freeze();
    }

    /** Lets it go on after {@link #freeze}. */
    public void thaw() {
        asterisk.thaw();
    }

    /** The processor time that it has used since its start, all threads together. */
    public Duration cpuTime() {
        return ProcessHandle.of(asterisk.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new LabException("The lab's PBX does not run, or the machine tells nothing of it"));
    }

    /**
     * Tells it to take no more calls and to end when the last channel is gone. Returns at once; {@link #running} tells when
     * it is done.
     */
    public void beginGracefulStop() {
        asterisk.beginGracefulStop();
    }

    /** Starts it again after it has ended, however that was; returns when it has booted. */
    public void start() {
        asterisk.start();
    }

    /** Ends it as an init system does. */
    public void stop() {
        asterisk.stop();
    }

    /** Ends it as a crash does: no goodbye to anybody. */
    public void kill() {
        asterisk.kill();
    }

    AsteriskInstance asterisk() {
        return asterisk;
    }
}
