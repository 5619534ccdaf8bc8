package org.undertone.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lab's PBX: an Asterisk as an ordinary site runs it, and what it says of itself. Its dialplan has 600, the queue
 * {@code support} (after the agent hung up it goes on to {@code retention} if {@code EMOTION} is {@code angry}, else to
 * {@code goodbye}), and 601, a plain call to the agent. The agent's phone calls the customer by 700.
 */
public final class Pbx {
    private static final String ARI_USER = "undertone";
    private static final String ARI_PASSWORD = "undertone-lab";

    private final AsteriskInstance asterisk;
    private final InetAddress address;

    Pbx(Asterisk program, Path temp, LoopbackClaim addresses, Duration patience) {
        this.address = addresses.host(1);
        this.asterisk = AsteriskInstance.prepare(
                program,
                temp,
                new AsteriskInstance.Setup(
                        "pbx",
                        address,
                        List.of(
                                "ari.conf",
                                "cdr.conf",
                                "cdr_custom.conf",
                                "extensions.conf",
                                "http.conf",
                                "musiconhold.conf",
                                "pjsip.conf",
                                "queues.conf"),
                        Map.of(
                                "NAME",
                                "lab" + addresses.number(),
                                "ENTITY",
                                Lab.entity(addresses.number(), 1),
                                "TRANSMIT_SILENCE",
                                "no",
                                "AMI_READ",
                                "system",
                                "RTP_START",
                                String.valueOf(addresses.firstRtpPort()),
                                "RTP_END",
                                String.valueOf(addresses.lastRtpPort()),
                                "PHONE_PASSWORD",
                                Lab.PHONE_PASSWORD,
                                "ARI_USER",
                                ARI_USER,
                                "ARI_PASSWORD",
                                ARI_PASSWORD),
                        patience,
                        event -> {}));
        music();
    }

    private void music() {
        Path file = asterisk.folder().resolve("moh/music.wav");
        try {
            Wav.write(file, Wav.tone(300, 4, 2000));
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

    public String ariUser() {
        return ARI_USER;
    }

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

    /** Warnings, errors and notices of its log so far. */
    public List<String> log() {
        return asterisk.log();
    }

    public boolean running() {
        return asterisk.running();
    }

    /** Starts it again after {@link #stop} or {@link #kill}; returns when it has booted. */
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
