package org.undertone.aribridge.act;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A short tone, played once.
 *
 * @param media what to ask the PBX to play
 * @param length how long that takes; the PBX itself does not tell when a tone is over, and goes on in silence
 */
record Tone(String media, Duration length) {

    private static final int DEFAULT_MS = 200;
    private static final int MAX_MS = 5_000;

    /**
     * Reads Asterisk's tone description: parts such as {@code !880/150} (hertz and milliseconds) with commas between. A
     * part without {@code !} would be played again and again, so each is given one; the commas become bars, since ARI
     * takes a comma for the end of one medium and plays the first part for ever.
     */
    static Tone of(String description) {
        List<String> parts = new ArrayList<>();
        int left = MAX_MS;
        for (String part : description.split("[,|]", -1)) {
            String sound = part.strip();
            if (!sound.isEmpty() && left > 0) {
                String once = sound.startsWith("!") ? sound : "!" + sound;
                int slash = once.indexOf('/');
                String hertz = slash < 0 ? once : once.substring(0, slash);
                int ms = Math.min(left, slash < 0 ? DEFAULT_MS : milliseconds(once.substring(slash + 1)));
                left -= ms;
                parts.add(hertz + "/" + ms);
            }
        }
        return new Tone("tone:" + String.join("|", parts), Duration.ofMillis(MAX_MS - left));
    }

    private static int milliseconds(String text) {
        try {
            return Math.max(1, Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return DEFAULT_MS;
        }
    }
}
