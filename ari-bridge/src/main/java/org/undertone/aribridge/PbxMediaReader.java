package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Channel;
import ch.loway.oss.ari4java.generated.models.Module;
import ch.loway.oss.ari4java.generated.models.Variable;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.undertone.aribridge.media.PbxMedia;
import org.undertone.aribridge.media.PbxVersion;

/**
 * Asks the PBX what it has for taps. ARI tells of no settings file, but {@code AST_CONFIG} does, a function of
 * {@code func_config.so} that is read as a variable of any channel. It tells what stands in the file, loaded or not. Every
 * method waits for the PBX.
 */
final class PbxMediaReader {

    private static final String RUNNING = "Running";
    /** Asterisk's own, where rtp.conf says nothing. */
    private static final int USUAL_FIRST = 5_000;

    private static final int USUAL_LAST = 31_000;
    /** Channels without an RTP port. What is not known counts as one that has one. */
    private static final Set<String> NO_RTP = Set.of(
            "Snoop",
            "WebSocket",
            "Local",
            "Message",
            "AudioSocket",
            "Recorder",
            "Announcer",
            "Surrogate",
            "DAHDI",
            "IAX2");

    private final AsteriskLink link;

    PbxMediaReader(AsteriskLink link) {
        this.link = link;
    }

    /**
     * Reads it.
     *
     * @param channelId any channel that is there
     * @throws AsteriskException if the PBX does not answer, or the channel has gone
     */
    PbxMedia read(String channelId) {
        boolean webSockets = runs(PbxMedia.MODULE);
        boolean keepsSessions =
                PbxVersion.of(link.version()).map(PbxVersion::keepsSessions).orElse(true);
        if (!runs("func_config.so")) {
            return new PbxMedia(webSockets, keepsSessions, OptionalInt.empty(), OptionalInt.empty());
        }
        return new PbxMedia(
                webSockets,
                keepsSessions,
                OptionalInt.of(setting(channelId, "http.conf", "sessionlimit").orElse(PbxMedia.USUAL_SESSIONS)),
                PbxMedia.rtpPorts(
                        OptionalInt.of(
                                setting(channelId, "rtp.conf", "rtpstart").orElse(USUAL_FIRST)),
                        OptionalInt.of(setting(channelId, "rtp.conf", "rtpend").orElse(USUAL_LAST))));
    }

    private boolean runs(String module) {
        return link.requests()
                .find(
                        "look for " + module,
                        () -> link.ari().asterisk().getModule(module).execute())
                .map(Module::getStatus)
                .filter(RUNNING::equals)
                .isPresent();
    }

    /** A number of the section {@code general}; empty if it is not there, which the PBX answers with 500. */
    private Optional<Integer> setting(String channelId, String file, String name) {
        try {
            return Optional.of(link.requests().repeatable("read " + name + " of " + file, () -> link.ari()
                            .channels()
                            .getChannelVar(channelId, "AST_CONFIG(" + file + ",general," + name + ")")
                            .execute()))
                    .map(Variable::getValue)
                    .map(Integer::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        } catch (AsteriskException e) {
            if (e.status() == 500) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** How many RTP streams the PBX has now, at most: those of calls, and those of taps. */
    int rtpStreams() {
        return (int) link
                .requests()
                .repeatable("count channels", () -> link.ari().channels().list().execute())
                .stream()
                .map(Channel::getName)
                .filter(name -> !NO_RTP.contains(name.substring(0, Math.max(0, name.indexOf('/')))))
                .count();
    }
}
