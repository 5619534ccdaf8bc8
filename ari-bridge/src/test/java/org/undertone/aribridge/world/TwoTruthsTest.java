package org.undertone.aribridge.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.undertone.aribridge.world.PbxQueue.Member;
import org.undertone.aribridge.world.PbxQueue.Way;

/**
 * What {@link Alike} says: two truths of which the PBX tells the same. In the first the one is the customer and the other works
 * there, in the second it is the other way round; or the same channels came where they are found in two ways.
 */
class TwoTruthsTest {

    private static final Person AGENT = Person.phone("agent", true, "101");

    /** A PBX on which one and another make calls, and who they are. */
    private static final class Truth {

        private final List<PbxEvent> told = new ArrayList<>();
        private final Person one;
        private final Person other;
        private final TestingPbx pbx = new TestingPbx(new Random(0), told::add);
        private final Calls calls;
        private final Moves moves;

        Truth(Person one, Person other) {
            this.one = one;
            this.other = other;
            Member member = new Member(AGENT, Way.DIRECT);
            Member away = new Member(AGENT, Way.LOCAL);
            Site site = new Site(
                    List.of(AGENT, one, other),
                    Map.of(
                            "600", new Target.ToQueue("support"),
                            "602", new Target.ToQueue("away"),
                            "670", new Target.ThroughLocal("600", true),
                            "101", new Target.ToPhones(List.of(AGENT)),
                            "1", new Target.ToPhones(List.of(one)),
                            "2", new Target.ToPhones(List.of(other))),
                    Map.of(
                            "support", new PbxQueue("support", List.of(member), true, false),
                            "away", new PbxQueue("away", List.of(away), true, false)),
                    List.of(),
                    false,
                    false);
            this.calls = new Calls(site, pbx);
            this.moves = new Moves(pbx, calls, new Endings(pbx, calls));
        }

        PbxChannel calls(Person person, String number) {
            PbxChannel line = calls.begin(person, number);
            calls.run(line, number);
            answer();
            return line;
        }

        void answer() {
            Ringing last = calls.ringing().get(calls.ringing().size() - 1);
            calls.answer(last, last.called().get(0));
        }

        PbxChannel line(Person person) {
            return pbx.channels().stream()
                    .filter(channel -> channel.person().filter(person::equals).isPresent())
                    .reduce((first, last) -> last)
                    .orElseThrow();
        }

        /** What is found by one who did not see how it came; whether a channel's linkedid is its own, for ids differ. */
        List<String> found() {
            return pbx.channels().stream()
                    .map(channel ->
                            channel.name().replaceAll("-[0-9a-f]{8}", "") + " runs " + channel.application() + " "
                                    + channel.data() + ", of its own call "
                                    + channel.linkedId().equals(channel.id()) + ", queue "
                                    + channel.variables().getOrDefault("QUEUENAME", "") + ", with " + with(channel))
                    .sorted()
                    .toList();
        }

        private static String with(PbxChannel channel) {
            return channel.bridge().stream()
                    .flatMap(bridge -> bridge.members().stream())
                    .filter(member -> member != channel)
                    .map(member -> member.name().replaceAll("-[0-9a-f]{8}", ""))
                    .sorted()
                    .collect(Collectors.joining(" and "));
        }
    }

    static Stream<Named<Consumer<Truth>>> ways() {
        return Stream.of(
                way("an agent brings in a colleague who had called, or a second customer", truth -> {
                    PbxChannel first = truth.calls(truth.one, "600");
                    PbxChannel second = truth.calls(truth.other, "101");
                    truth.moves.attended(Moves.peer(first), Moves.peer(second));
                }),
                way("an agent calls a customer and a colleague, joins them, and is gone", truth -> {
                    PbxChannel first = truth.calls(AGENT, "1");
                    PbxChannel second = truth.calls(AGENT, "2");
                    truth.moves.attended(first, second);
                }),
                way("who has called somebody asks a queue by a Local channel, and joins both", truth -> {
                    PbxChannel first = truth.calls(truth.one, "2");
                    PbxChannel second = truth.calls(truth.one, "670");
                    truth.moves.attended(first, second);
                }),
                way("who has called somebody asks a queue, and joins both", truth -> {
                    PbxChannel first = truth.calls(truth.one, "2");
                    PbxChannel second = truth.calls(truth.one, "600");
                    truth.moves.attended(first, second);
                }));
    }

    private static Named<Consumer<Truth>> way(String name, Consumer<Truth> calls) {
        return Named.of(name, calls);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whoIsTheCustomerIsNotToldByWhatTheyDo(Consumer<Truth> calls) {
        Truth truth = new Truth(
                new Person("customer", false, "PJSIP/1", "493011"), new Person("colleague", true, "PJSIP/2", "493022"));
        Truth turnedRound = new Truth(
                new Person("colleague", true, "PJSIP/1", "493011"), new Person("customer", false, "PJSIP/2", "493022"));

        calls.accept(truth);
        calls.accept(turnedRound);

        assertThat(truth.told).isNotEmpty().isEqualTo(turnedRound.told);
    }

    @Test
    void whoIsFoundBehindAMembersLocalChannelIsTheMembersOtherPhoneOrACustomerToWhomTheMemberTransferred() {
        Person away = Person.behindTrunk("away", true, "493022");
        Person caller = Person.behindTrunk("caller", false, "493011");

        Truth transferred = new Truth(caller, away);
        transferred.calls(caller, "602");
        transferred.moves.blind(transferred.line(AGENT), "2");
        transferred.answer();

        Truth dialled = new Truth(caller, away);
        PbxChannel line = dialled.calls.begin(caller, "602");
        dialled.calls.run(line, "602");
        Ringing rings = dialled.calls.ringing().get(0);
        PbxChannel second =
                rings.called().get(0).local().orElseThrow().otherEnd().orElseThrow();
        dialled.pbx.destroy(rings.called().get(0).channel());
        dialled.pbx.runs(second, "Dial", away.dialString() + ",30,tTkK");
        PbxChannel other = dialled.pbx.newChannel(away);
        other.calledBy("AppDial");
        other.linkedTo(line.linkedId());
        dialled.calls.ringing().clear();
        dialled.calls.answer(
                new Ringing(
                        line,
                        List.of(new Ringing.Called(
                                other, rings.called().get(0).local(), "Local/101@from-queue/n", false)),
                        rings.queue(),
                        () -> {}),
                new Ringing.Called(other, rings.called().get(0).local(), "Local/101@from-queue/n", false));

        assertThat(dialled.found()).isEqualTo(transferred.found());
    }
}
