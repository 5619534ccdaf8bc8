package org.undertone.aribridge.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Plays worlds to Undertone, and finds the shortest that shows a fault. */
public final class WorldPlayer {

    /** What is tried: Undertone's idea of who is who. */
    public interface Subject {

        /** The PBX tells something. */
        void told(PbxEvent event);

        /** The connection is there again: what is on the PBX now is all in the world's lists. */
        void takesStock();

        /** It forgets everything, and takes stock. */
        void restarts();

        /** Whatever it asked of the PBX is answered now. */
        void settles();

        /** What it still keeps of anybody, now that everybody has hung up; empty if nothing. */
        String keeps();
    }

    /** Makes one, which tells the oracle whom it hears. */
    public interface Maker {
        Subject make(TestingPbxWorld world, WorldOracle oracle, Random chance);
    }

    /**
     * A world.
     *
     * @param seed of all that is chance, the site and its settings among it
     * @param steps what happens
     */
    public record World(long seed, List<Step> steps) {

        public World {
            steps = List.copyOf(steps);
        }

        /** One as chance makes it. */
        public static World of(long seed, int length) {
            Random chance = new Random(seed);
            return new World(
                    seed, Stream.generate(() -> Step.of(chance)).limit(length).toList());
        }
    }

    /**
     * What became of a world.
     *
     * @param complaints of the oracle, empty if there are none
     * @param told what happened, in words, and the events of the PBX
     * @param happened which steps were not in vain
     * @param taps how many were opened
     */
    public record Outcome(List<String> complaints, List<Object> told, List<Step.Kind> happened, int taps) {

        public Outcome {
            complaints = List.copyOf(complaints);
            told = List.copyOf(told);
            happened = List.copyOf(happened);
        }

        public boolean good() {
            return complaints.isEmpty();
        }
    }

    private final Maker maker;

    public WorldPlayer(Maker maker) {
        this.maker = maker;
    }

    /** Plays it, until the end or the first complaint. */
    public Outcome play(World world) {
        return new Play(world).play();
    }

    /** The shortest that shows the fault of one that shows a fault. */
    public World shortest(World failing) {
        String fault = kind(play(failing).complaints().get(0));
        for (World longer = failing; ; ) {
            World shorter = shorter(longer, fault);
            if (shorter.steps().size() == longer.steps().size()) {
                return shorter;
            }
            longer = shorter;
        }
    }

    private static String kind(String complaint) {
        return complaint.substring(0, complaint.indexOf(':'));
    }

    private World shorter(World failing, String fault) {
        World best = failing;
        for (int size = failing.steps().size(); size > 0; size /= 2) {
            for (int from = 0; from < best.steps().size(); ) {
                List<Step> fewer = new ArrayList<>(best.steps());
                fewer.subList(from, Math.min(from + size, fewer.size())).clear();
                World shorter = new World(best.seed(), fewer);
                if (play(shorter).complaints().stream().map(WorldPlayer::kind).anyMatch(fault::equals)) {
                    best = shorter;
                } else {
                    from += size;
                }
            }
        }
        return best;
    }

    /** What a person needs to know of a world that shows a fault. */
    public String describe(World world) {
        Outcome outcome = play(world);
        StringBuilder text = new StringBuilder("seed " + world.seed() + ", " + world.steps() + "\n");
        outcome.told().forEach(line -> text.append(line instanceof PbxEvent ? "      " : "  ")
                .append(line)
                .append('\n'));
        outcome.complaints().forEach(line -> text.append("  !! ").append(line).append('\n'));
        return text.toString();
    }

    /** One playing of one world. */
    private final class Play {

        private final World played;
        private final List<Object> told = new ArrayList<>();
        private final TestingPbxWorld world;
        private final WorldOracle oracle;
        private final Subject subject;
        private final List<Step.Kind> happened = new ArrayList<>();
        private final Random chance;
        private boolean connected = true;

        Play(World played) {
            this.played = played;
            Site site = Site.of(new Random(played.seed()));
            this.chance = new Random(played.seed());
            this.world = new TestingPbxWorld(site, played.seed(), this::tell);
            this.oracle = new WorldOracle(world, told::add);
            this.subject = maker.make(world, oracle, chance);
            told.add(site.describe());
        }

        private void tell(PbxEvent event) {
            told.add(event);
            if (connected) {
                oracle.told(event);
                subject.told(event);
            } else {
                oracle.missed(event);
            }
        }

        Outcome play() {
            for (Step step : played.steps()) {
                int place = told.size();
                take(step);
                told.add(place, world.said());
                if (!world.said().startsWith(TestingPbxWorld.NOTHING)) {
                    happened.add(step.what());
                }
                List<String> complaints = judge();
                if (!complaints.isEmpty()) {
                    return outcome(complaints);
                }
            }
            connect();
            world.end();
            told.add(world.said());
            subject.settles();
            List<String> complaints = new ArrayList<>(oracle.complaints());
            if (!subject.keeps().isEmpty()) {
                complaints.add("keeps of those who are gone: " + subject.keeps());
            }
            return outcome(complaints);
        }

        private Outcome outcome(List<String> complaints) {
            return new Outcome(complaints, told, happened, oracle.taken());
        }

        private List<String> judge() {
            if (!connected) {
                return List.of();
            }
            subject.settles();
            return oracle.complaints();
        }

        private void take(Step step) {
            world.says(TestingPbxWorld.NOTHING);
            // Of each step by itself, so that the others stay the same where one is left out.
            chance.setSeed(step.chance(played.seed()));
            switch (step.what()) {
                case LOSE_CONNECTION -> {
                    connected = false;
                    world.says("the connection is lost");
                }
                case CONNECT -> connect();
                case RESTART -> {
                    connected = true;
                    oracle.restarted();
                    world.says("Undertone starts again");
                    subject.restarts();
                }
                default -> world.take(step);
            }
        }

        private void connect() {
            if (!connected) {
                connected = true;
                oracle.stockTaken();
                subject.takesStock();
                world.says("the connection is there again");
            }
        }
    }
}
