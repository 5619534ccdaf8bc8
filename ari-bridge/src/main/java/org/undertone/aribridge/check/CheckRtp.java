package org.undertone.aribridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.undertone.config.MediaSettings;
import org.undertone.core.event.Finding;
import org.undertone.core.event.StreamStats;
import org.undertone.mediatap.LegStream;
import org.undertone.mediatap.RtpStream;

/** Sound by RTP: the PBX sends it to a UDP port of ours. */
final class CheckRtp implements CheckMedia {

    private final MediaSettings media;
    private final RtpStream stream;
    private final CheckBook book;
    private Optional<InetSocketAddress> announced = Optional.empty();

    CheckRtp(MediaSettings media, RtpStream stream, CheckBook book) {
        this.media = media;
        this.stream = stream;
        this.book = book;
    }

    @Override
    public LegStream stream() {
        return stream;
    }

    @Override
    public String what() {
        return "send sound to " + media.advertise();
    }

    /** The PBX says the same of whatever is wrong with the address. */
    @Override
    public String whyNot(CheckAri.Answer answer) {
        return answer.status() == 500
                ? "the PBX cannot send sound to " + media.advertise() + " (" + answer.told()
                        + "): it has no route to that address, or knows no such name. On the PBX 'ip route get "
                        + media.advertise() + "' tells; set media.advertise to this machine as the PBX sees it"
                : CheckMedia.super.whyNot(answer);
    }

    @Override
    public Map<String, String> request() {
        String host = media.advertise().contains(":") ? "[" + media.advertise() + "]" : media.advertise();
        return Map.of(
                "external_host",
                host + ":" + stream.port(),
                "format",
                "slin16",
                "encapsulation",
                "rtp",
                "transport",
                "udp",
                "connection_type",
                "client",
                "direction",
                "both");
    }

    @Override
    public void made(JsonNode variables) throws IOException {
        String address = variables.path("UNICASTRTP_LOCAL_ADDRESS").asText();
        int port = variables.path("UNICASTRTP_LOCAL_PORT").asInt();
        if (!address.isEmpty() && port > 0) {
            announced = Optional.of(new InetSocketAddress(InetAddress.getByName(address), port));
            announced.ifPresent(stream::expectSource);
        }
    }

    @Override
    public Finding nothingArrived(long seconds) {
        String range = "UDP " + media.firstPort() + "-" + media.lastPort();
        StreamStats stats = stream.stats();
        if (stats.foreign() + stats.malformed() > 0) {
            return Finding.problem(
                    CheckCall.PACKETS,
                    "only " + (stats.foreign() + stats.malformed()) + " packets arrived at port " + stream.port()
                            + " that are not a stream of sound from the PBX",
                    "something between the PBX and this machine loses or changes packets, or another program sends to"
                            + " " + range);
        }
        return Finding.problem(
                CheckCall.PACKETS,
                "the PBX sent sound to " + media.advertise() + ":" + stream.port()
                        + ", and nothing arrived here within " + seconds + " s",
                book.problemWith(CheckModules.TAP)
                        ? "most probably because of " + CheckModules.TAP
                        : "either " + media.advertise()
                                + " is not this machine as the PBX sees it: correct media.advertise; or a firewall drops"
                                + " it: allow " + range + " from the PBX to " + media.advertise()
                                + " (in a container, publish these ports too)");
    }

    /** A stream accepted only after others were turned away did not come from where the PBX says it sends. */
    @Override
    public Finding source() {
        if (announced.isEmpty()) {
            return Finding.ok(CheckCall.SOURCE, "the PBX does not say where it sends from");
        }
        String address = announced.get().getAddress().getHostAddress();
        return stream.stats().foreign() == 0
                ? Finding.ok(CheckCall.SOURCE, "sound comes from " + address + ", as the PBX says: no NAT between")
                : Finding.ok(
                        CheckCall.SOURCE,
                        "sound comes from another address than " + address + ", which the PBX says: a NAT between"
                                + " (it works; a tap then begins half a second later)");
    }

    @Override
    public void close() {
        stream.close();
    }
}
