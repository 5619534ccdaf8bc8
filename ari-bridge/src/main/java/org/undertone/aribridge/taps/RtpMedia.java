package org.undertone.aribridge.taps;

import ch.loway.oss.ari4java.generated.models.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.mediatap.LegStream;
import org.undertone.mediatap.RtpStream;

/** Sound by RTP: the PBX sends it to a UDP port of ours, from a port of its own. */
final class RtpMedia implements TapMedia {

    private static final Logger LOG = LoggerFactory.getLogger(RtpMedia.class);

    private final AsteriskLink link;
    private final String app;
    private final RtpStream stream;
    private final String place;

    /**
     * Makes one.
     *
     * @param advertise this machine as the PBX sees it: a name, which the PBX looks up, or an address, of version 6 without
     *     brackets
     */
    RtpMedia(AsteriskLink link, String app, RtpStream stream, String advertise) {
        this.link = link;
        this.app = app;
        this.stream = stream;
        this.place = (advertise.contains(":") ? "[" + advertise + "]" : advertise) + ":" + stream.port();
    }

    @Override
    public LegStream stream() {
        return stream;
    }

    @Override
    public void make(String channelId, Map<String, String> variables) {
        Channel media = link.requests().once("send sound to " + place, () -> link.ari()
                .channels()
                .externalMedia(app, place, "slin16")
                .setChannelId(channelId)
                .setEncapsulation("rtp")
                .setTransport("udp")
                .setConnection_type("client")
                .setDirection("both")
                .setVariables(variables)
                .execute());
        source(media).ifPresent(stream::expectSource);
    }

    /** Where the sound will come from; Asterisk tells before the first packet. */
    private static Optional<InetSocketAddress> source(Channel media) {
        if (media.getChannelvars() instanceof Map<?, ?> variables
                && variables.get("UNICASTRTP_LOCAL_PORT") instanceof String port
                && variables.get("UNICASTRTP_LOCAL_ADDRESS") instanceof String address) {
            try {
                return Optional.of(new InetSocketAddress(InetAddress.getByName(address), Integer.parseInt(port)));
            } catch (UnknownHostException | NumberFormatException e) {
                LOG.debug("sound comes from an unclear place: {}:{}", address, port);
            }
        }
        return Optional.empty();
    }

    @Override
    public String whySilent() {
        return "at " + place + ", but " + stream.stats().foreign()
                + " packets from elsewhere; can the PBX send UDP there (media.advertise, firewall)?";
    }
}
