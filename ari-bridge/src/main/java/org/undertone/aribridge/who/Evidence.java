package org.undertone.aribridge.who;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What tells who a party is and whose call it is: what its own channel shows, and what ends of Local channels show that
 * stand for it in other bridges. A queue tells more than a Dial: a party that was dialled in order to wait in a queue calls
 * that queue.
 *
 * @param ends its own channel first
 */
public record Evidence(List<SeenChannel> ends) {

    static Evidence of(SeenChannel channel) {
        List<SeenChannel> ends = new ArrayList<>();
        ends.add(channel);
        ends.addAll(channel.standIns().values());
        return new Evidence(List.copyOf(ends));
    }

    /** How it came to the others, by the end that tells most. */
    public Sighting.Side side() {
        return strongest().sighting().side();
    }

    /** Whether it calls a queue, or was called by one. */
    public boolean byQueue() {
        return strongest().sighting().byQueue();
    }

    /** Whether a queue called it. */
    boolean isCalledByQueue() {
        return byQueue() && side() == Sighting.Side.CALLED;
    }

    /** Whether a queue called it, and no other whose place it has taken. */
    boolean isSurelyCalledByQueue() {
        SeenChannel own = ends.get(0);
        SeenChannel strongest = strongest();
        return isCalledByQueue()
                && (strongest == own || !(strongest.stoodForAnother(own) || isFoundAndDialledAnother(strongest)));
    }

    /** Whether an end that was found is the one of a Local channel that has dialled somebody else than is there now. */
    private boolean isFoundAndDialledAnother(SeenChannel end) {
        List<String> dialled = end.nearEnd().map(Sighting::dials).orElse(List.of());
        return end.wasFound() && areOthers(dialled);
    }

    private boolean areOthers(List<String> dialled) {
        return !dialled.isEmpty()
                && dialled.stream().allMatch(target -> target.startsWith("PJSIP/") && !leadsHere(target));
    }

    /**
     * Whether a Local channel makes it look like a caller that was itself called before: whoever called it has gone and has sent it on,
     * with those behind it. Who calls by themselves is none of those.
     */
    boolean isSentOn() {
        SeenChannel own = ends.get(0);
        SeenChannel strongest = strongest();
        boolean callsItself = own.sighting().side() == Sighting.Side.CALLER && !own.wasCalled();
        return strongest != own
                && !callsItself
                && IntStream.rangeClosed(1, ends.indexOf(strongest))
                        .anyMatch(i -> isMadeForAnother(ends.get(i - 1), ends.get(i)));
    }

    /**
     * Whether an end was made for another than stands behind it now; by what was seen of it, or by what it shows itself, for nobody
     * may have seen the change.
     *
     * @param behind who or what is with its other end
     */
    private boolean isMadeForAnother(SeenChannel behind, SeenChannel end) {
        if (end.wasCalled() || end.stoodForAnother(ends.get(0)) || isFoundAndWasCalled(end)) {
            return true;
        }
        boolean called = behind.sighting().side() == Sighting.Side.CALLED;
        if (called && end.nearEnd().filter(Sighting::byQueue).isPresent()) {
            return true;
        }
        List<String> dialled = end.nearEnd().map(Sighting::dials).orElse(List.of());
        // Who was called is behind the second end, which dialled them; behind the first is who dialled it.
        return called
                && (end.sighting().name().endsWith(";2")
                        || (!dialled.isEmpty() && dialled.stream().noneMatch(this::leadsHere)));
    }

    /** Of one that was found it is not known whether it was called; but who was called has the linkedid of who called. */
    private boolean isFoundAndWasCalled(SeenChannel end) {
        String linked = end.reading().map(Reading::linkedId).orElse("");
        return end.wasFound()
                && end.sighting().name().endsWith(";1")
                && end.sighting().side() == Sighting.Side.CALLER
                && !linked.isEmpty()
                && !linked.equals(end.id());
    }

    /**
     * Whether its own call led to an end of a Local channel, or a Local channel with that end called it. Not of one who may call
     * another with the next Dial.
     */
    boolean cameBy(SeenChannel end) {
        SeenChannel own = ends.get(0);
        Optional<Sighting> near = end.nearEnd();
        return own.sighting().side() == Sighting.Side.CALLER
                ? !own.wasCalled() && !own.sighting().keepsOn()
                : end.sighting().name().endsWith(";1")
                        && near.filter(other -> other.dials().stream().anyMatch(this::leadsHere))
                                .isPresent();
    }

    /** Whether somebody has dialled other phones than this one. */
    boolean isNotDialledBy(SeenChannel caller) {
        return areOthers(caller.sighting().dials());
    }

    /** Whether somebody dials this phone by the application that their own channel runs. */
    public boolean isDialledBy(SeenChannel caller) {
        return caller.sighting().dials().stream().anyMatch(this::leadsHere);
    }

    private boolean leadsHere(String target) {
        SeenChannel own = ends.get(0);
        String device = own.sighting().device();
        String number = Numbers.keyIn(target);
        boolean ownNumber = number.isEmpty() || own.number().isEmpty() || number.equals(own.number());
        return target.equals(device)
                || target.startsWith(device + "/")
                || (ownNumber && Numbers.trunk(target).filter(device::equals).isPresent())
                || ends.stream()
                        .anyMatch(end -> end.sighting().name().startsWith(target.replaceFirst("/n$", "") + "-"));
    }

    /** What it runs, by which it came to the others. */
    public String application() {
        return strongest().sighting().application();
    }

    private SeenChannel strongest() {
        // Whoever calls was not called by a queue: they were put where somebody was who is an agent.
        boolean calls = ends.get(0).sighting().side() == Sighting.Side.CALLER;
        return first(end -> !calls && isOfQueuesCall(end) && !isFoundAndDialledAnother(end))
                .or(() -> first(end -> end.sighting().application().equals("Queue")))
                .or(() -> first(end -> !calls && isOfQueuesCall(end)))
                .or(() -> first(this::dialsForThoseBehind))
                .or(() -> first(end -> end.sighting().side() != Sighting.Side.UNCLEAR))
                .orElse(ends.get(0));
    }

    private static boolean isOfQueuesCall(SeenChannel end) {
        return end.sighting().application().equals("AppQueue");
    }

    /** Whether it is a Local channel's first end that dials: who was called by the second end was called in order to do so. */
    private boolean dialsForThoseBehind(SeenChannel end) {
        return end.sighting().side() == Sighting.Side.CALLER
                && end.sighting().name().endsWith(";1")
                && ends.get(0).sighting().side() == Sighting.Side.CALLED;
    }

    private Optional<SeenChannel> first(Predicate<SeenChannel> which) {
        return ends.stream().filter(which).findFirst();
    }

    /** The queues that it is in, and that it was in before it was transferred. */
    List<String> queues() {
        return distinct(Stream.concat(
                telling().map(end -> end.sighting().queue()),
                telling().flatMap(end -> end.reading().stream().map(Reading::queue))));
    }

    /** The numbers that were dialled. */
    List<String> numbers() {
        return distinct(telling().flatMap(end -> end.reading().stream().map(Reading::dialled)));
    }

    /** The profiles that the dialplan names. */
    public List<String> profiles() {
        return distinct(telling().flatMap(end -> end.reading().stream().map(Reading::profile)));
    }

    /** Whether anything that it shows may tell whose call it is. */
    boolean tells() {
        return telling().findAny().isPresent();
    }

    /** A channel that was called may have taken over what its caller said; it says nothing of its own. */
    private Stream<SeenChannel> telling() {
        return ends.stream().filter(end -> end.sighting().side() != Sighting.Side.CALLED);
    }

    private static List<String> distinct(Stream<String> texts) {
        return texts.filter(text -> !text.isEmpty()).distinct().toList();
    }
}
