package org.undertone.aribridge.calls;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.undertone.aribridge.who.Employees;
import org.undertone.aribridge.who.Picture;
import org.undertone.aribridge.who.Reading;
import org.undertone.aribridge.who.SeenChannel;
import org.undertone.aribridge.who.Sighting;
import org.undertone.core.Role;

/**
 * Who must tell before it can be judged who is who, and asks them. Nobody waits for an answer: when it comes, those whom it is
 * about are looked at again. On the thread of the calls.
 */
final class Witnesses {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private final Picture picture;
    private final Employees employees;
    private final Questions questions;
    private final Later later;
    private final Consumer<SeenChannel> settle;
    /** Who waits, by endpoint, until it is known what else their phone does. */
    private final Map<String, Set<SeenChannel>> waiting = new HashMap<>();

    /**
     * Makes it of its parts.
     *
     * @param settle looks again at those who talk with a channel
     */
    Witnesses(Picture picture, Employees employees, Questions questions, Later later, Consumer<SeenChannel> settle) {
        this.picture = picture;
        this.employees = employees;
        this.questions = questions;
        this.later = later;
        this.settle = settle;
    }

    /**
     * Whether all have told who must; else they are asked.
     *
     * @param channelId a channel that talks
     * @param people the parties who talk with it
     * @param unsettled those of them who are to be judged
     */
    boolean haveTold(String channelId, List<SeenChannel> people, List<SeenChannel> unsettled) {
        return haveTold(tellers(channelId, people, unsettled)) && haveToldOfOtherSides(unsettled);
    }

    /**
     * Whoever calls tells whose call it is. Those who were called need not be asked, unless nobody else is there, or they may be
     * the customer: behind a trunk only they tell who they are.
     */
    private List<SeenChannel> tellers(String channelId, List<SeenChannel> people, List<SeenChannel> unsettled) {
        if (unsettled.isEmpty()) {
            return List.of();
        }
        List<SeenChannel> callers = Stream.concat(
                        unsettled.stream().filter(this::mayBeCustomer),
                        picture.talk(channelId).stream()
                                .filter(channel -> channel.sighting().otherEnd().isPresent()
                                        && channel.sighting().side() == Sighting.Side.CALLER))
                .toList();
        boolean somebodyCalls =
                people.stream().anyMatch(person -> person.sighting().side() != Sighting.Side.CALLED);
        return callers.isEmpty() && !somebodyCalls ? unsettled : callers;
    }

    private boolean mayBeCustomer(SeenChannel person) {
        Sighting sighting = person.sighting();
        return sighting.side() != Sighting.Side.CALLED
                || (!sighting.byQueue() && !employees.isEmployeesPhone(sighting.device()));
    }

    /** Asks those who were not asked yet; whether all have told. */
    private boolean haveTold(List<SeenChannel> tellers) {
        tellers.stream()
                .filter(teller -> teller.reading().isEmpty() && !teller.asked())
                .forEach(this::ask);
        return tellers.stream().allMatch(teller -> teller.reading().isPresent());
    }

    /**
     * What else does their phone do? An agent who is in another call is none's customer. Behind a trunk only those can be the
     * same phone who were called there.
     */
    private boolean haveToldOfOtherSides(List<SeenChannel> unsettled) {
        boolean all = true;
        for (SeenChannel person : unsettled) {
            String device = person.sighting().device();
            List<SeenChannel> others = picture.ofDevice(device).stream()
                    .filter(other -> other != person && other.role() == Role.UNKNOWN)
                    .flatMap(other -> tellersOfOtherSide(other).stream())
                    .toList();
            if (!haveTold(others)) {
                waiting.computeIfAbsent(device, key -> new LinkedHashSet<>()).add(person);
                all = false;
            }
        }
        return all;
    }

    private List<SeenChannel> tellersOfOtherSide(SeenChannel other) {
        if (employees.isTrunk(other.sighting().device())) {
            return other.sighting().side() == Sighting.Side.CALLED && other.met() ? List.of(other) : List.of();
        }
        List<SeenChannel> people = picture.people(other.id());
        return people.size() < 2
                ? List.of()
                : Stream.concat(Stream.of(other), tellers(other.id(), people, people).stream())
                        .distinct()
                        .toList();
    }

    /** Those who waited for what a channel told, or for its end. */
    void settleWaiting(List<SeenChannel> people) {
        people.stream()
                .map(person -> waiting.remove(person.sighting().device()))
                .filter(Objects::nonNull)
                .flatMap(Set::stream)
                .toList()
                .forEach(settle);
    }

    /**
     * Of those who were called it must be known who they are, in case that they call themselves, and whether they are on hold if they
     * were found here; nobody waits for it.
     */
    void askOfCalled(List<SeenChannel> people) {
        people.stream()
                .filter(person -> person.sighting().side() == Sighting.Side.CALLED)
                .filter(person -> person.reading().isEmpty() && !person.asked())
                .filter(person -> person.found()
                        || !employees.isEmployeesPhone(person.sighting().device()))
                .forEach(this::ask);
    }

    void ask(SeenChannel channel) {
        int question = channel.ask();
        questions.read(channel.sighting(), answer -> {
            if (!channel.isOld(question)) {
                answered(channel, answer);
            } else if (!channel.asked() && channel.reading().isEmpty()) {
                // Nobody has asked anew, but somebody may wait for it.
                ask(channel);
            }
        });
    }

    private void answered(SeenChannel channel, Questions.Answer answer) {
        if (answer instanceof Questions.Read read) {
            channel.told(read.reading());
            employees.see(channel);
            read.reading().members().forEach(employees::learnMember);
        } else if (answer instanceof Questions.Unanswered) {
            channel.notTold();
            later.run(() -> settle.accept(channel), ASK_AGAIN);
            return;
        } else if (channel.sighting().isParty()) {
            // It is told of as gone in a moment.
            return;
        } else {
            channel.told(Reading.NOTHING);
        }
        settle.accept(channel);
        picture.otherEnd(channel).ifPresent(settle);
        settleWaiting(Stream.concat(Stream.of(channel), picture.people(channel.id()).stream())
                .toList());
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
