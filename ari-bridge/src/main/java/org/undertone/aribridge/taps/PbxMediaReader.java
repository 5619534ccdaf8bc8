package org.undertone.aribridge.taps;

import ch.loway.oss.ari4java.generated.models.Channel;
import ch.loway.oss.ari4java.generated.models.Module;
import ch.loway.oss.ari4java.generated.models.Variable;
import java.util.OptionalInt;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.media.PbxMedia;

/**
 * Asks the PBX what it has for taps. ARI tells of no settings file, but {@code AST_CONFIG} does, a function of
 * {@code func_config.so} that is read as a variable of any channel. It tells what stands in the file, loaded or not. Every
 * method waits for the PBX.
 */
final class PbxMediaReader {

    private static final String RUNNING = "Running";

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
        if (!runs(PbxMedia.TELLS)) {
            return PbxMedia.untold(webSockets, link.version());
        }
        return PbxMedia.told(
                webSockets,
                link.version(),
                setting(channelId, "http.conf", "sessionlimit"),
                setting(channelId, "rtp.conf", "rtpstart"),
                setting(channelId, "rtp.conf", "rtpend"));
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
    private OptionalInt setting(String channelId, String file, String name) {
        try {
            Variable told = link.requests().repeatable("read " + name + " of " + file, () -> link.ari()
                    .channels()
                    .getChannelVar(channelId, "AST_CONFIG(" + file + ",general," + name + ")")
                    .execute());
            return OptionalInt.of(Integer.parseInt(told.getValue().trim()));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        } catch (AsteriskException e) {
            if (e.status() == 500) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    /** How many RTP streams the PBX has now, at most: those of calls, with video for each party, and those of taps. */
    int rtpStreams() {
        return link
                .requests()
                .repeatable("count channels", () -> link.ari().channels().list().execute())
                .stream()
                .map(Channel::getName)
                .mapToInt(PbxMedia::rtpStreams)
                .sum();
    }
}
