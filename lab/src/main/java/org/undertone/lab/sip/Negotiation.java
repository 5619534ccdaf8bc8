package org.undertone.lab.sip;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One call's offers and answers (RFC 3264), and what the media is told of their outcome. On the phone's thread only. */
final class Negotiation {
    private final List<Codec> codecs;
    private final Media media;
    private Sdp.Direction direction = Sdp.Direction.SENDRECV;

    Negotiation(List<Codec> codecs, Media media) {
        this.codecs = codecs;
        this.media = media;
    }

    String offer() {
        return offer(direction);
    }

    String offer(Sdp.Direction now) {
        return Sdp.offer(media.address(), codecs, now).text();
    }

    /** The answer to an offer, of which the media learns at once; nothing if no codec is known to both. */
    Optional<String> answer(String text) {
        Sdp offer = Sdp.parse(text);
        return codecs.stream()
                .filter(codec -> offer.format(codec).isPresent())
                .findFirst()
                .map(codec -> answer(offer, codec));
    }

    private String answer(Sdp offer, Codec codec) {
        // A phone that holds goes on holding, whatever is offered.
        Sdp.Direction mine =
                direction == Sdp.Direction.SENDRECV ? offer.direction().answer() : direction;
        agree(offer, codec, mine);
        List<Sdp.Format> formats = Stream.concat(offer.format(codec).stream(), offer.events(codec).stream())
                .toList();
        return new Sdp(media.address(), formats, mine).text();
    }

    void answered(String text) {
        answered(text, direction);
    }

    /** Takes the answer to an offer with that direction. */
    void answered(String text, Sdp.Direction offered) {
        direction = offered;
        Sdp answer = Sdp.parse(text);
        codecs.stream()
                .filter(codec -> answer.format(codec).isPresent())
                .min(Comparator.comparingInt(
                        codec -> answer.formats().indexOf(answer.format(codec).orElseThrow())))
                .ifPresent(codec -> agree(answer, codec, offered));
    }

    private void agree(Sdp remote, Codec codec, Sdp.Direction mine) {
        media.agree(new Media.Agreed(
                remote.media(),
                codec,
                remote.format(codec).orElseThrow().payloadType(),
                remote.events(codec),
                mine.sends() && remote.media().getPort() != 0));
    }
}
