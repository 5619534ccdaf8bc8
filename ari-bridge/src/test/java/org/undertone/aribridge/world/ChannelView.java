package org.undertone.aribridge.world;

/**
 * A channel as ARI shows it at one moment.
 *
 * @param id unique, and later ones have greater numbers behind the dot
 * @param name such as {@code PJSIP/101-0000002a} or {@code Local/101@from-queue-00000001;2}
 * @param application what it runs, such as {@code Queue} or {@code AppDial}
 * @param data of the application, such as {@code support,c,,,60}
 * @param number its own, as {@code caller.number}
 * @param connected the other's, as {@code connected.number}
 */
public record ChannelView(String id, String name, String application, String data, String number, String connected) {

    @Override
    public String toString() {
        return name.replaceAll("-0{4,6}", "-") + " " + application + "(" + data + ") " + number + "/" + connected;
    }
}
