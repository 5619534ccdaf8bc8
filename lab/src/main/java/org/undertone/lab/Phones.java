package org.undertone.lab;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.undertone.lab.asterisk.AmiMessage;
import org.undertone.lab.asterisk.Asterisk;
import org.undertone.lab.asterisk.AsteriskInstance;
import org.undertone.lab.asterisk.LoopbackClaim;
import org.undertone.lab.tool.Epoch;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Waiting;
import org.undertone.lab.tool.Wav;

/**
 * The lab's phones: a second Asterisk that registers them at the PBX, places and answers their calls, plays what they
 * say and records what they hear.
 */
public final class Phones {
    static final List<String> NAMES = List.of("customer", "agent", "supervisor");

    private static final Duration FILE_CLOSED = Duration.ofSeconds(10);
    private static final Duration RINGS_FOR_AT_MOST = Duration.ofMinutes(2);

    private final AsteriskInstance asterisk;
    private final Map<String, Phone> phones = new LinkedHashMap<>();
    private final Map<String, PhoneCall> calls = new ConcurrentHashMap<>();
    private final Map<String, String> labels = new ConcurrentHashMap<>();
    private final AtomicInteger clips = new AtomicInteger();
    private final AtomicInteger placed = new AtomicInteger();

    Phones(Asterisk program, Path temp, LoopbackClaim addresses, Duration patience) {
        NAMES.forEach(name -> phones.put(name, new Phone(this, name)));
        this.asterisk = AsteriskInstance.prepare(
                program,
                temp,
                new AsteriskInstance.Setup(
                        "phones",
                        addresses.host(2),
                        List.of("cdr.conf", "extensions.conf", "pjsip.conf"),
                        Map.of(
                                "NAME",
                                "lab" + addresses.number() + "-phones",
                                "ENTITY",
                                Lab.entity(addresses.number(), 2),
                                "TRANSMIT_SILENCE",
                                "yes",
                                "AMI_READ",
                                "system,user,call",
                                "RTP_START",
                                String.valueOf(addresses.firstRtpPort()),
                                "RTP_END",
                                String.valueOf(addresses.lastRtpPort()),
                                "PHONE_PASSWORD",
                                Lab.PHONE_PASSWORD,
                                "PBX",
                                addresses.host(1).getHostAddress()),
                        patience,
                        this::take));
    }

    /** Calls the queue and is the customer of every story; {@code PJSIP/customer} at the PBX. */
    public Phone customer() {
        return phone("customer");
    }

    /** The member of the queue; {@code PJSIP/agent} at the PBX. */
    public Phone agent() {
        return phone("agent");
    }

    /** {@code PJSIP/supervisor} at the PBX. */
    public Phone supervisor() {
        return phone("supervisor");
    }

    private Phone phone(String name) {
        return Optional.ofNullable(phones.get(name))
                .orElseThrow(() -> new LabException("The lab has no phone '" + name + "', only " + NAMES));
    }

    AsteriskInstance asterisk() {
        return asterisk;
    }

    /** Calls that have begun and not ended, by the phones' own count of channels; not the one that texts come by. */
    int channels() {
        return (int) asterisk.ami().list("CoreShowChannels", Map.of()).stream()
                .filter(channel -> !channel.get("Channel").startsWith("Message/"))
                .count();
    }

    void hangUpAll() {
        calls.values().stream().filter(call -> !call.ended()).forEach(this::hangUp);
    }

    void forget() {
        phones.values().forEach(phone -> {
            phone.forget();
            phone.answersWith(Script.silent());
        });
        calls.values().removeIf(PhoneCall::ended);
    }

    PhoneCall call(String phone, String extension, Script script) {
        String tokens = script.answering(this::clip);
        PhoneCall call = new PhoneCall(this, phone, phone + "-" + placed.incrementAndGet());
        calls.put(call.id(), call);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ChannelId", call.id());
        headers.put("Channel", "PJSIP/" + extension + "@" + phone);
        headers.put("Context", "script");
        headers.put("Exten", "s");
        headers.put("Priority", "1");
        headers.put("Async", "true");
        headers.put("Timeout", String.valueOf(RINGS_FOR_AT_MOST.toMillis()));
        headers.put("Variable", "PHONE=" + phone + ",SCRIPT=" + tokens);
        asterisk.ami().send("Originate", headers);
        return call;
    }

    void answersWith(String phone, Script script) {
        asterisk.ami().send("Setvar", Map.of("Variable", "SCRIPT_" + phone, "Value", script.answering(this::clip)));
    }

    void perform(PhoneCall call, Script script) {
        String tokens = script.going(this::clip);
        asterisk.ami().send("Setvar", Map.of("Channel", call.id(), "Variable", "SCRIPT", "Value", tokens));
        asterisk.ami()
                .send("Redirect", Map.of("Channel", call.id(), "Context", "script", "Exten", "s", "Priority", "1"));
    }

    void hangUp(PhoneCall call) {
        if (call.ended()) {
            return;
        }
        try {
            asterisk.ami().send("Hangup", Map.of("Channel", call.id()));
        } catch (LabException e) {
            // It may have ended by itself in this moment; only a call that goes on is an error.
            if (!Waiting.until(Duration.ofSeconds(2), call::ended)) {
                throw e;
            }
        }
    }

    /** A link for each step: so a step has its number, and its file is found by it. */
    private int clip(Script.Play play) {
        Wav.check(play.wav());
        int number = clips.incrementAndGet();
        Path link = asterisk.folder().resolve("clips").resolve(number + ".wav");
        try {
            Files.createSymbolicLink(link, play.wav().toAbsolutePath());
        } catch (IOException e) {
            throw new LabException("Cannot make " + link + ": " + e.getMessage(), e);
        }
        labels.put(String.valueOf(number), play.label());
        return number;
    }

    Path recording(PhoneCall call, String which) {
        call.awaitEnded(FILE_CLOSED);
        Path file = asterisk.folder().resolve("recordings").resolve(call.id() + "-" + which + ".wav");
        if (!Waiting.until(FILE_CLOSED, () -> Wav.whole(file))) {
            throw new LabException("The recording " + file + " of a call that ended is not whole");
        }
        return file;
    }

    private void take(AmiMessage event) {
        if (event.isUserEvent("LabRinging")) {
            Phone phone = phone(event.get("Phone"));
            PhoneCall call = new PhoneCall(this, phone.name(), event.get("Uniqueid"));
            calls.put(call.id(), call);
            phone.rings(call);
        } else if (event.isUserEvent("LabText")) {
            phone(event.get("Phone"))
                    .gets(new PhoneText(
                            decoded(event.get("From")),
                            decoded(event.get("Text")),
                            Epoch.instant(event.get("Timestamp"))));
        } else {
            Optional.ofNullable(calls.get(event.get("Uniqueid"))).ifPresent(call -> tell(call, event));
        }
    }

    private static String decoded(String value) {
        // Asterisk writes a blank as %20: a plus is a plus.
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void tell(PhoneCall call, AmiMessage event) {
        Instant when = Epoch.instant(event.get("Timestamp"));
        if (event.isUserEvent("LabAnswered")) {
            call.isAnswered(when);
        } else if (event.isUserEvent("LabPlay")) {
            call.isPlaying(label(event), when);
        } else if (event.isUserEvent("LabPlayed") && event.get("Status").equals("SUCCESS")) {
            call.hasPlayed(label(event), when);
        } else if (event.is("Hangup")) {
            call.hasEnded(when, event.get("Cause-txt"));
        } else if (event.is("OriginateResponse") && event.get("Response").equals("Failure")) {
            call.hasEnded(when, "no call could be placed, reason " + event.get("Reason"));
        }
    }

    private String label(AmiMessage event) {
        return labels.getOrDefault(event.get("Clip"), "");
    }
}
