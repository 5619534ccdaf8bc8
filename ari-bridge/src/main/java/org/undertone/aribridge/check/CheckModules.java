package org.undertone.aribridge.check;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.undertone.aribridge.media.Translators;
import org.undertone.config.MediaSettings.Transport;
import org.undertone.core.event.Finding;

/** What each part of Undertone needs of Asterisk's modules, what does not work without them, and what should not run. */
final class CheckModules {

    static final String TAP = "modules-tap";
    private static final String TIMING = "timing";
    private static final String NATIVE = "native-bridges";
    private static final String CODECS = "codecs";
    /** What nearly every phone and trunk speaks. */
    private static final List<String> USUAL = List.of("alaw", "ulaw");

    /** The modules of one purpose; of those joined by {@code or} one is enough. */
    private record Purpose(String name, Finding.State without, String what, String consequence, List<String> modules) {}

    private static final List<Purpose> PURPOSES = List.of(
            new Purpose(
                    TAP,
                    Finding.State.PROBLEM,
                    "hearing a leg",
                    "no call can be heard",
                    List.of(
                            "res_stasis",
                            "res_stasis_answer",
                            "res_stasis_playback",
                            "res_stasis_recording",
                            "res_stasis_snoop",
                            "codec_resample",
                            "bridge_simple.so or bridge_softmix",
                            "res_ari_asterisk",
                            "res_ari_applications",
                            "res_ari_bridges",
                            "res_ari_channels",
                            "res_ari_events",
                            "res_http_websocket")),
            new Purpose(
                    "modules-who",
                    Finding.State.WARNING,
                    "who is who",
                    "no call is found by its number (dids), nobody behind a trunk is told from others, and who is on hold"
                            + " at a start is not seen",
                    List.of("func_channel", "func_callerid", "func_devstate")),
            new Purpose(
                    "modules-cdr",
                    Finding.State.WARNING,
                    "keeping our channels out of the CDRs",
                    "each tap adds two call detail records",
                    List.of("func_cdr", "func_strings")),
            new Purpose(
                    "modules-lease",
                    Finding.State.WARNING,
                    "the end of our channels when Undertone is killed",
                    "they stay until Undertone starts again, or the PBX",
                    List.of("func_timeout", "func_strings")),
            new Purpose(
                    "modules-variables",
                    Finding.State.WARNING,
                    "the action set",
                    "variables arrive only as ${SHARED(NAME)}, and functions such as CDR(emotion) not at all",
                    List.of("func_export")),
            new Purpose(
                    "modules-cue",
                    Finding.State.WARNING,
                    "the action cue as a tone",
                    "agents hear no tone",
                    List.of("res_stasis_playback", "res_ari_playbacks")),
            new Purpose(
                    "modules-blf",
                    Finding.State.WARNING,
                    "the action blf",
                    "no lamp on a phone can be lit",
                    List.of("res_stasis_device_state", "res_ari_device_states")),
            new Purpose(
                    "modules-message",
                    Finding.State.WARNING,
                    "the action cue as a message",
                    "no text reaches an agent's phone",
                    List.of("res_pjsip_messaging", "res_ari_endpoints")));

    private static final Purpose WEBSOCKET = new Purpose(
            "modules-websocket",
            Finding.State.WARNING,
            "sound by websocket",
            "sound comes by RTP instead, and each leg that is heard takes an RTP port of the PBX",
            List.of("chan_websocket", "res_websocket_client"));
    private static final Purpose RTP = new Purpose(
            "modules-rtp",
            Finding.State.WARNING,
            "sound by RTP",
            "there is nothing to fall back to",
            List.of("chan_rtp"));

    private static final List<String> TIMERS = List.of("res_timing_timerfd", "res_timing_pthread", "res_timing_dahdi");

    private CheckModules() {}

    static List<String> names() {
        return Stream.of(
                        PURPOSES.stream().map(Purpose::name),
                        Stream.of(WEBSOCKET.name(), RTP.name()),
                        Stream.of(CODECS, TIMING, NATIVE))
                .flatMap(part -> part)
                .toList();
    }

    /**
     * Judges what runs.
     *
     * @param running the names of the modules that run, without {@code .so}
     * @param transport by which way sound is to come
     */
    static List<Finding> judge(Set<String> running, Transport transport) {
        return Stream.of(
                        PURPOSES.stream().map(purpose -> judge(purpose, running)),
                        Stream.of(way(WEBSOCKET, Transport.WEBSOCKET, running, transport)),
                        Stream.of(way(RTP, Transport.RTP, running, transport)),
                        Stream.of(codecs(running), timing(running), nativeBridges(running)))
                .flatMap(part -> part)
                .toList();
    }

    /** What a way needs: it must be there where it is the only one, and may be where it is the other. */
    private static Finding way(Purpose purpose, Transport needs, Set<String> running, Transport transport) {
        if (transport != needs && transport != Transport.AUTO) {
            return Finding.ok(
                    purpose.name(),
                    "not needed: media.transport is " + transport.name().toLowerCase(Locale.ROOT));
        }
        Finding judged = judge(purpose, running);
        return transport == needs && judged.state() == Finding.State.WARNING
                ? Finding.problem(
                        purpose.name(),
                        judged.detail(),
                        judged.advice().replace(purpose.consequence(), "no call can be heard"))
                : judged;
    }

    private static Finding judge(Purpose purpose, Set<String> running) {
        List<String> missing = purpose.modules().stream()
                .filter(module -> Stream.of(module.split("\\.so or ", -1)).noneMatch(running::contains))
                .toList();
        if (missing.isEmpty()) {
            return Finding.ok(purpose.name(), "all for " + purpose.what());
        }
        return new Finding(
                purpose.name(),
                purpose.without(),
                String.join(".so, ", missing) + ".so " + (missing.size() == 1 ? "is" : "are") + " not running",
                purpose.consequence() + ". Load " + (missing.size() == 1 ? "it" : "them")
                        + " in modules.conf (with autoload=yes: remove the noload), or install the package that has "
                        + (missing.size() == 1 ? "it" : "them"));
    }

    /** What only passes the PBX is not heard, and that is no fault of it. */
    private static Finding codecs(Set<String> running) {
        Translators translators = Translators.among(running.stream());
        List<String> missing = USUAL.stream()
                .filter(codec -> !translators.translated().contains(codec))
                .toList();
        if (!missing.isEmpty()) {
            return Finding.warning(
                    CODECS,
                    "the PBX does not translate " + String.join(" and ", missing),
                    "legs that speak it cannot be heard. Load codec_" + String.join(".so and codec_", missing)
                            + ".so in modules.conf");
        }
        String heard = "legs are heard in " + String.join(", ", translators.translated());
        return Finding.ok(
                CODECS,
                translators.passedOn().isEmpty()
                        ? heard
                        : heard + "; not in " + String.join(", ", translators.passedOn())
                                + ", which the PBX only passes on");
    }

    private static Finding timing(Set<String> running) {
        List<String> timers = TIMERS.stream().filter(running::contains).toList();
        if (timers.isEmpty()) {
            return Finding.problem(
                    TIMING,
                    "no timing module is running",
                    "a tap stays silent without one. Load res_timing_timerfd.so in modules.conf");
        }
        if (timers.contains("res_timing_timerfd")) {
            return Finding.ok(TIMING, "res_timing_timerfd.so");
        }
        String dahdi = timers.contains("res_timing_dahdi")
                ? "with res_timing_dahdi.so Asterisk may log \"Exception flag set\" for every tap (asterisk#1482). "
                : "";
        return Finding.warning(
                TIMING,
                "res_timing_timerfd.so is not running, only " + String.join(".so, ", timers) + ".so",
                dahdi + "Undertone is tested with timerfd: load res_timing_timerfd.so in modules.conf");
    }

    /** Why: docs/decisions/0013-what-a-tap-changes-on-the-wire.md. */
    private static Finding nativeBridges(Set<String> running) {
        return running.contains("bridge_native_rtp")
                ? Finding.warning(
                        NATIVE,
                        "bridge_native_rtp.so is running",
                        "the phones see a new RTP source each time a leg begins or ends to be heard, and another Asterisk"
                                + " behind a trunk may fall silent then. Put noload => bridge_native_rtp.so into"
                                + " modules.conf, and for the calls that come: asterisk -rx 'module unload"
                                + " bridge_native_rtp.so'")
                : Finding.ok(NATIVE, "bridge_native_rtp.so is not running");
    }
}
