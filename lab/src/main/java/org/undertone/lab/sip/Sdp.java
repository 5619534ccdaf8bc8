package org.undertone.lab.sip;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One audio stream's description (RFC 4566), as offered and answered (RFC 3264).
 *
 * @param media where its owner wants to get sound
 * @param formats in the order of preference
 */
record Sdp(InetSocketAddress media, List<Format> formats, Direction direction) {
    static final String TYPE = "application/sdp";

    private static final String EVENTS = "telephone-event";

    record Format(int payloadType, String name, int clock) {
        boolean is(Codec codec) {
            return name.equalsIgnoreCase(codec.rtpName()) && clock == codec.clock();
        }

        boolean isEvents(int rate) {
            return name.equalsIgnoreCase(EVENTS) && clock == rate;
        }
    }

    /** Of the owner's sound (RFC 3264 section 5.1). */
    enum Direction {
        SENDRECV,
        SENDONLY,
        RECVONLY,
        INACTIVE;

        /** What answers an offer of this (RFC 3264 section 6.1). */
        Direction answer() {
            return this == SENDONLY ? RECVONLY : this == RECVONLY ? SENDONLY : this;
        }

        boolean sends() {
            return this == SENDRECV || this == SENDONLY;
        }
    }

    Sdp {
        formats = List.copyOf(formats);
    }

    /** An offer of these codecs, and of DTMF as events (RFC 4733) at their clocks. */
    static Sdp offer(InetSocketAddress media, List<Codec> codecs, Direction direction) {
        List<Format> formats = new ArrayList<>();
        codecs.forEach(codec -> formats.add(new Format(codec.payloadType(), codec.rtpName(), codec.clock())));
        int type = 101;
        for (int clock : codecs.stream().map(Codec::clock).distinct().toList()) {
            formats.add(new Format(type++, EVENTS, clock));
        }
        return new Sdp(media, formats, direction);
    }

    /** The format of that codec in this description. */
    Optional<Format> format(Codec codec) {
        return formats.stream().filter(format -> format.is(codec)).findFirst();
    }

    /** DTMF at the codec's own clock, else at 8000. */
    Optional<Format> events(Codec codec) {
        return formats.stream()
                .filter(format -> format.isEvents(codec.clock()))
                .findFirst()
                .or(() ->
                        formats.stream().filter(format -> format.isEvents(8000)).findFirst());
    }

    String text() {
        String host = media.getAddress().getHostAddress();
        StringBuilder text = new StringBuilder("v=0\r\no=- 1 " + System.nanoTime() + " IN IP4 " + host
                + "\r\ns=lab\r\nc=IN IP4 " + host + "\r\nt=0 0\r\nm=audio " + media.getPort() + " RTP/AVP");
        formats.forEach(format -> text.append(' ').append(format.payloadType()));
        text.append("\r\n");
        for (Format format : formats) {
            text.append("a=rtpmap:" + format.payloadType() + " " + format.name() + "/" + format.clock() + "\r\n");
            if (format.name().equals(EVENTS)) {
                text.append("a=fmtp:" + format.payloadType() + " 0-16\r\n");
            }
        }
        return text.append("a=ptime:20\r\na=" + direction.name().toLowerCase(Locale.ROOT) + "\r\n")
                .toString();
    }

    static Sdp parse(String text) {
        String host = "";
        int port = 0;
        Direction direction = Direction.SENDRECV;
        List<Format> formats = new ArrayList<>();
        for (String line : text.split("\r?\n", -1)) {
            if (line.startsWith("c=IN IP4 ")) {
                host = line.substring(9).strip();
            } else if (line.startsWith("m=audio ")) {
                String[] words = line.strip().split(" ", -1);
                port = Integer.parseInt(words[1]);
                for (int i = 3; i < words.length; i++) {
                    formats.add(known(Integer.parseInt(words[i])));
                }
            } else if (line.startsWith("a=rtpmap:")) {
                Format mapped = mapped(line.substring(9).strip());
                formats.replaceAll(format -> format.payloadType() == mapped.payloadType() ? mapped : format);
            }
            for (Direction any : Direction.values()) {
                direction = line.strip().equalsIgnoreCase("a=" + any.name()) ? any : direction;
            }
        }
        return new Sdp(new InetSocketAddress(host, port), formats, direction);
    }

    private static Format mapped(String value) {
        String[] words = value.split("[ /]", -1);
        return new Format(Integer.parseInt(words[0]), words[1], Integer.parseInt(words[2]));
    }

    /** A static payload type needs no rtpmap (RFC 3551 section 6). */
    private static Format known(int payloadType) {
        for (Codec codec : Codec.values()) {
            if (codec.payloadType() == payloadType && payloadType < 96) {
                return new Format(payloadType, codec.rtpName(), codec.clock());
            }
        }
        return new Format(payloadType, "", 0);
    }
}
