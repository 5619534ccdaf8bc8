package org.undertone.aribridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.undertone.aribridge.media.PbxMedia;
import org.undertone.config.MediaSettings;
import org.undertone.config.MediaSettings.Transport;
import org.undertone.core.event.Finding;

/** By which way sound comes, and for how many legs at once the PBX has room: its own calls need ports and sessions too. */
final class CheckRoom {

    static final String NAME = "room";

    private static final int FEW = 10;
    private static final String UNTOLD = "by RTP nobody is heard: the PBX does not tell how many RTP ports it has";
    private static final String TELL =
            "a leg that finds none kills Asterisk (asterisk#1757). Load func_config.so, or set"
                    + " media.pbx-ports to a quarter of the range in rtp.conf, in pairs";

    private final CheckAri ari;
    private final MediaSettings settings;
    private final Set<String> running;
    private final String version;

    /**
     * Makes one.
     *
     * @param running the names of the modules that run, without {@code .so}
     * @param version of the PBX
     */
    CheckRoom(CheckAri ari, MediaSettings settings, Set<String> running, String version) {
        this.ari = ari;
        this.settings = settings;
        this.running = Set.copyOf(running);
        this.version = version;
    }

    /** Looks, by way of a channel that is there. */
    PbxMedia look(String channel, CheckBook book) throws IOException {
        boolean webSockets = runs(PbxMedia.MODULE);
        PbxMedia has = runs(PbxMedia.TELLS)
                ? PbxMedia.told(
                        webSockets,
                        version,
                        setting(channel, "http.conf", "sessionlimit"),
                        setting(channel, "rtp.conf", "rtpstart"),
                        setting(channel, "rtp.conf", "rtpend"))
                : PbxMedia.untold(webSockets, version);
        has.rtpPorts().ifPresent(ports -> book.figure("pbxRtpPorts", ports));
        has.sessions().ifPresent(sessions -> book.figure("pbxHttpSessions", sessions));
        book.add(judge(has, settings));
        return has;
    }

    private boolean runs(String module) {
        return running.contains(module.replaceFirst("\\.so$", ""));
    }

    private OptionalInt setting(String channel, String file, String name) throws IOException {
        String value = ari.get(
                        "channels/" + channel + "/variable",
                        Map.of("variable", "AST_CONFIG(" + file + ",general," + name + ")"))
                .body()
                .path("value")
                .asText();
        return value.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }

    boolean byWebSocket(PbxMedia has) {
        return byWebSocket(has, settings);
    }

    private static boolean byWebSocket(PbxMedia has, MediaSettings settings) {
        return settings.transport() != Transport.RTP && has.webSockets();
    }

    static Finding judge(PbxMedia has, MediaSettings settings) {
        boolean webSocket = byWebSocket(has, settings);
        int legs = webSocket ? has.webSocketLegs(settings) : has.rtpLegs(settings);
        String room = webSocket
                ? "sound comes by websocket, for at most " + legs + " legs at once"
                : "sound comes by RTP, for at most " + legs + " legs at once (media.pbx-ports)";
        return webSocket ? webSockets(has, legs, room) : rtp(has, legs, room, settings.transport());
    }

    private static Finding webSockets(PbxMedia has, int legs, String room) {
        int sessions = has.sessions().orElse(PbxMedia.USUAL_SESSIONS);
        if (sessions < PbxMedia.SESSIONS_FOR_ARI) {
            return Finding.warning(
                    NAME,
                    room + ", but the PBX's HTTP server has only " + sessions + " sessions",
                    "requests may be turned away. Set sessionlimit = 100 or more in http.conf, and run 'module reload"
                            + " http'");
        }
        if (has.keepsSessions() && legs > sessions - PbxMedia.SESSIONS_FOR_ARI) {
            return Finding.warning(
                    NAME,
                    room + " (media.pbx-sessions), but each takes one of the PBX's " + sessions + " HTTP sessions",
                    "requests are turned away when none is left, and calls are not heard. Raise sessionlimit in"
                            + " http.conf, or lower media.pbx-sessions to " + (sessions - PbxMedia.SESSIONS_FOR_ARI)
                            + " or less; Asterisk 20.18, 22.8, 23.2 and newer need none");
        }
        return legs < FEW
                ? Finding.warning(
                        NAME, room, "raise sessionlimit in http.conf: each takes one of the " + sessions + " sessions")
                : Finding.ok(NAME, room);
    }

    private static Finding rtp(PbxMedia has, int legs, String room, Transport transport) {
        String load = transport == Transport.RTP
                ? ". Choose media.transport: auto, by which a leg needs none (Asterisk 20.16, 21.11, 22.6 or newer)"
                : ". Load chan_websocket.so, by which a leg needs none (Asterisk 20.16, 21.11, 22.6 or newer)";
        if (has.rtpPorts().isEmpty()) {
            return legs == 0
                    ? Finding.problem(NAME, UNTOLD, TELL + load)
                    : Finding.warning(
                            NAME,
                            room + "; the PBX does not tell how many RTP ports it has",
                            "a leg that finds none kills Asterisk (asterisk#1757). Load func_config.so, so that they are"
                                    + " counted" + load);
        }
        int ports = has.rtpPorts().getAsInt();
        if (legs > ports / PbxMedia.SHARE) {
            return Finding.warning(
                    NAME,
                    room + " of the PBX's " + ports + " RTP ports, in pairs",
                    "calls need two each beside, and a leg that finds none kills Asterisk (asterisk#1757). Lower"
                            + " media.pbx-ports to " + ports / PbxMedia.SHARE
                            + ", or widen rtpstart to rtpend in rtp.conf"
                            + load);
        }
        return legs < FEW
                ? Finding.warning(
                        NAME,
                        room + " of the PBX's " + ports + " RTP ports, in pairs",
                        "widen rtpstart to rtpend in rtp.conf" + load)
                : Finding.ok(NAME, room + " of the PBX's " + ports + " RTP ports, in pairs");
    }

    /** The test call is not tapped where it could not be counted whether there is a port. */
    static Optional<Finding> untold(PbxMedia has, MediaSettings settings) {
        return byWebSocket(has, settings) || has.notByRtp(settings).isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.problem(CheckCall.CALL, "the test call was not tapped: " + UNTOLD, TELL));
    }

    /** Whether the test call may be tapped: by RTP that needs a port, or the PBX dies of the check. */
    boolean mayTap(PbxMedia has, CheckBook book) throws IOException {
        if (settings.transport() == Transport.WEBSOCKET && !has.webSockets()) {
            return false;
        }
        if (byWebSocket(has)) {
            return true;
        }
        Optional<Finding> untold = untold(has, settings);
        if (untold.isPresent()) {
            book.add(untold.get());
            return false;
        }
        int used = 0;
        for (JsonNode channel : ari.get("channels").body()) {
            used += PbxMedia.rtpStreams(channel.path("name").asText());
        }
        if (!has.hasRtpPort(used)) {
            book.add(Finding.problem(
                    CheckCall.CALL,
                    "the test call was not tapped: calls and taps may take " + used
                            + " RTP ports of the PBX, which has "
                            + has.rtpPorts().orElse(0),
                    "a tap that finds none kills Asterisk. Widen rtpstart to rtpend in rtp.conf, and check again"));
            return false;
        }
        return true;
    }
}
