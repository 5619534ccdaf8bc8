package org.undertone.aribridge.stasis;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The ids of what Undertone makes on the PBX: {@code undertone.<app>.<life>.<number>.<part>}. All of one application begin
 * alike, so that a later life finds and removes what an earlier one left behind.
 */
public final class OwnIds {

    private final String everyLife;
    private final String thisLife;
    private final AtomicLong count = new AtomicLong();

    /**
     * Makes ids for one run of the program.
     *
     * @param app the Stasis application name
     * @param life tells this run from every other
     */
    public OwnIds(String app, String life) {
        this.everyLife = "undertone." + app + ".";
        this.thisLife = everyLife + life + ".";
    }

    /** The ids of one more tap. */
    public TapIds nextTap() {
        String tap = next();
        return new TapIds(tap);
    }

    /** The ids of one more cue. */
    public CueIds nextCue() {
        String cue = next();
        return new CueIds(cue + "cue", cue + "playback");
    }

    /** The ids of one more supervision. */
    public SupervisionIds nextSupervision() {
        return new SupervisionIds(next());
    }

    private String next() {
        return thisLife + count.incrementAndGet() + ".";
    }

    /** How all that is made in this life begins. */
    public String life() {
        return thisLife;
    }

    /** Whether something of that id is ours, of this or an earlier life. */
    public boolean ours(String id) {
        return id.startsWith(everyLife);
    }

    /** Whether something of that id was made in this life. */
    public boolean ofThisLife(String id) {
        return id.startsWith(thisLife);
    }

    /** Whether something of that id was left behind by an earlier life. */
    boolean ofAnEarlierLife(String id) {
        return ours(id) && !id.startsWith(thisLife);
    }

    /**
     * What one tap may come to hold on the PBX.
     *
     * @param stem how all its ids begin
     */
    public record TapIds(String stem) {

        /** The n-th snoop channel that it hears by, from 1 on. */
        public String snoop(int n) {
            return stem + "snoop" + (n == 1 ? "" : n);
        }

        /** The external-media channel. */
        public String media() {
            return stem + "media";
        }

        /** The bridge of the two. */
        public String bridge() {
            return stem + "bridge";
        }
    }

    /**
     * What one cue holds on the PBX.
     *
     * @param snoop id of the snoop channel that plays it
     * @param playback id of what it plays
     */
    public record CueIds(String snoop, String playback) {}

    /**
     * What one supervision may come to hold on the PBX.
     *
     * @param stem how all its ids begin
     */
    public record SupervisionIds(String stem) {

        /** The channel of the n-th supervisor that is rung. */
        public String supervisor(int n) {
            return stem + "supervisor" + n;
        }

        /** The snoop by which it speaks and listens to its supervisor. */
        public String voice() {
            return stem + "voice";
        }

        /** The n-th snoop that it hears by. */
        public String snoop(int n) {
            return stem + "ear" + n;
        }

        /** The bridge of the two snoops. */
        public String bridge() {
            return stem + "room";
        }
    }
}
