package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.TestingLog;
import org.undertone.aribridge.media.PutOffException;
import org.undertone.aribridge.who.ProfileChoice;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;
import org.undertone.core.CallId;
import org.undertone.core.event.CallEvent;

/** Which calls exist and who is who, on a PBX of a few words: what comes when, and what is known by then. */
class CallTrackerTest {

    private static final Profile SUPPORT =
            TestingProfile.named("support").queues("support").build();

    private static TestingTrackedPbx queueCall(Profile profile) {
        return new TestingTrackedPbx(profile)
                .channel("c", "PJSIP/c", "Queue", "support,c")
                .channel("a", "PJSIP/a", "AppQueue", "(Outgoing Line)");
    }

    @Test
    void aLegThatWaitsForThePbxIsTriedByTimeAloneAndNotWheneverThereIsRoom() {
        TestingTrackedPbx pbx = queueCall(SUPPORT).meet("b", "a", "c").answers().timePasses();
        pbx.putsOff("c", PutOffException.Waits.FOR_THE_PBX);

        pbx.thereIsRoom();
        assertThat(pbx.heard()).isEmpty();

        pbx.timePasses();
        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void aLegWithoutRoomHasOneRetryHoweverOftenItIsTriedUntilThen() {
        TestingTrackedPbx pbx = queueCall(SUPPORT).meet("b", "a", "c").answers().timePasses();
        pbx.putsOff("c", PutOffException.Waits.FOR_ROOM);

        for (int i = 0; i < 3; i++) {
            pbx.thereIsRoom().putsOff("c", PutOffException.Waits.FOR_ROOM);
        }

        assertThat(pbx.waiting()).isEqualTo(1);
        pbx.timePasses();
        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void nobodyIsHeardBeforeTheCallerHasToldAndThenTheCallerIs() {
        TestingTrackedPbx pbx = queueCall(SUPPORT).meet("b", "a", "c");
        assertThat(pbx.heard()).isEmpty();

        pbx.answers();

        assertThat(pbx.heard()).containsExactly("c");
        pbx.hangUp("c").hangUp("a").timePasses();
        assertThat(pbx.nothingIsKept()).isTrue();
    }

    @Test
    void aChannelIsAskedOnce() {
        TestingTrackedPbx pbx =
                queueCall(SUPPORT).meet("b", "a", "c").answers().stock().answers();

        // The agent is asked beside the call, and for holds after taking stock.
        assertThat(pbx.asked()).filteredOn("c"::equals).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aCallerWhoHangsUpBeforeAnythingWasReadHasAReason() {
        TestingTrackedPbx pbx =
                queueCall(SUPPORT).meet("b", "a", "c").hangUp("c").answers();

        assertThat(pbx.events(CallEvent.NotTapped.class)).singleElement().satisfies(not -> {
            assertThat(not.leg().channelId()).isEqualTo("c");
            assertThat(not.reason()).startsWith("hung up so soon");
        });
        assertThat(pbx.heard()).isEmpty();
        pbx.hangUp("a").timePasses();
        assertThat(pbx.nothingIsKept()).isTrue();
    }

    @Test
    void whatNoProfileNamesIsNamedInTheReasonButNoNumberOutside() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("c", "PJSIP/c", "Queue", "sales,c")
                .tells("c", "+493012345678", "")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b", "a", "c")
                .answers();

        assertThat(pbx.events(CallEvent.NotTapped.class))
                .extracting(CallEvent.NotTapped::reason)
                .containsOnly("no profile names its queue 'sales' or its number +49301... (13 characters)");
    }

    @Test
    void anAnswerThatComesWhenTheyHavePartedMakesNoCall() {
        TestingTrackedPbx pbx =
                queueCall(SUPPORT).meet("b", "a", "c").leave("b", "a").answers();

        assertThat(pbx.heard()).isEmpty();
        assertThat(pbx.events(CallEvent.CallSeen.class)).isEmpty();
    }

    @Test
    void whatACallerToldBeforeItsDialplanWentOnIsNoAnswer() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("c", "PJSIP/c", "Dial", "PJSIP/bot")
                .channel("bot", "PJSIP/bot", "AppDial", "")
                .meet("b", "bot", "c")
                .reads()
                .hangUp("bot")
                .leave("b", "c")
                .says("c", Profile.OFF)
                .channel("c", "PJSIP/c", "Queue", "support,c")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b2", "a", "c")
                .answers();

        assertThat(pbx.heard()).isEmpty();
        assertThat(pbx.events(CallEvent.NotTapped.class))
                .extracting(CallEvent.NotTapped::reason)
                .contains(ProfileChoice.OFF);
        pbx.hangUp("c").hangUp("a").timePasses();
        assertThat(pbx.nothingIsKept()).isTrue();
    }

    @Test
    void aProfileThatNobodyHasIsWarnedOfOnce() {
        try (TestingLog log = TestingLog.of(ProfileChoice.class)) {
            TestingTrackedPbx pbx =
                    queueCall(SUPPORT).says("c", "suport").meet("b", "a", "c").answers();
            pbx.stock().answers().stock().answers();
            pbx.channel("c2", "PJSIP/c2", "Queue", "support")
                    .says("c2", "suport")
                    .channel("a2", "PJSIP/a2", "AppQueue", "")
                    .meet("b2", "a2", "c2")
                    .answers();

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .containsExactly(
                            "WARN a call is not heard: the dialplan says UNDERTONE_PROFILE=suport, but no profile"
                                    + " has that name");
        }
    }

    @Test
    void whatALocalChannelSaidOfOneCallIsNotSaidOfTheNextOfAnAgentWhoStays() {
        Profile campaign =
                TestingProfile.named("support").dids("700").outbound().build();
        TestingTrackedPbx pbx = new TestingTrackedPbx(campaign).tells("a", "700", "");
        dialsByLocal(pbx, 1).says("l12", Profile.OFF).answers();
        assertThat(pbx.heard()).isEmpty();
        hangUpLocal(pbx, 1);

        for (int i = 2; i < 12; i++) {
            dialsByLocal(pbx, i).answers();
            assertThat(pbx.heard()).containsExactly("c" + i);
            hangUpLocal(pbx, i);
        }
        pbx.hangUp("a").timePasses();
        assertThat(pbx.nothingIsKept()).isTrue();
    }

    /** A dialer keeps an agent, who calls the next customer. */
    private static TestingTrackedPbx dialsByLocal(TestingTrackedPbx pbx, int i) {
        String local = "Local/c@out-" + i;
        return pbx.channel("a", "PJSIP/a", "Dial", "Local/c@out/n,30,g")
                .channel("l" + i + "1", local + ";1", "AppDial", "")
                .channel("l" + i + "2", local + ";2", "Dial", "PJSIP/c" + i)
                .channel("c" + i, "PJSIP/c" + i, "AppDial", "")
                .meet("far" + i, "c" + i, "l" + i + "2")
                .meet("near" + i, "l" + i + "1", "a");
    }

    private static void hangUpLocal(TestingTrackedPbx pbx, int i) {
        pbx.hangUp("c" + i)
                .hangUp("l" + i + "2")
                .hangUp("l" + i + "1")
                .leave("near" + i, "a")
                .timePasses();
    }

    @Test
    void oneSlowChannelHoldsUpNoOtherCall() {
        TestingTrackedPbx pbx = queueCall(SUPPORT)
                .channel("c2", "PJSIP/c2", "Queue", "support")
                .channel("a2", "PJSIP/a2", "AppQueue", "")
                .meet("b2", "a2", "c2")
                .answers()
                .meet("b", "a", "c");

        assertThat(pbx.heard()).containsExactly("c2");
    }

    @Test
    void theNextCustomerOfAnAgentWhoStaysIsAnotherCallAlsoWhileTheFirstIsStillThere() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("a", "PJSIP/a", "AgentLogin", "1001")
                .channel("c1", "PJSIP/c1", "Queue", "support")
                .channel("c2", "PJSIP/c2", "Queue", "support");
        pbx.channel("l1", "Local/1@agents-1;1", "AppQueue", "")
                .channel("l2", "Local/1@agents-1;2", "AgentRequest", "1");
        pbx.meet("b1", "l1", "c1").meet("b2", "l2", "a").answers();
        assertThat(pbx.heard()).containsExactly("c1");
        pbx.hangUp("l1").hangUp("l2").leave("b1", "c1").timePasses();

        pbx.channel("l3", "Local/1@agents-2;1", "AppQueue", "")
                .channel("l4", "Local/1@agents-2;2", "AgentRequest", "1");
        pbx.meet("b3", "l3", "c2").meet("b2", "l4").answers();

        assertThat(pbx.heard()).containsExactly("c1", "c2");
        assertThat(pbx.events(CallEvent.CallSeen.class))
                .extracting(seen -> seen.facts().call().linkedId())
                .contains("c1", "c2");
    }

    @Test
    void whoMetBeforeTheCustomerCameJoinsTheCustomersCall() {
        Profile conference = TestingProfile.named("support")
                .queues("support")
                .agents("PJSIP/a", "PJSIP/s")
                .build();
        TestingTrackedPbx pbx = new TestingTrackedPbx(conference)
                .channel("a", "PJSIP/a", "AppQueue", "")
                .channel("s", "PJSIP/s", "ChanSpy", "")
                .channel("c", "PJSIP/c", "Queue", "support")
                .meet("b", "a", "s")
                .answers()
                .meet("b", "c")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
        assertThat(last(pbx).facts().legs())
                .extracting(leg -> leg.id().channelId())
                .containsExactlyInAnyOrder("a", "s", "c");
        pbx.hangUp("c");
        assertThat(pbx.events(CallEvent.CallEnded.class)).hasSize(1);
    }

    @Test
    void whatAVanishedLocalChannelSaidCountsForThePartyBehindIt() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("c", "PJSIP/c", "AppDial", "")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/c")
                .channel("l1", "Local/c@out-1;1", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "c", "l2")
                .dials("l1")
                .answers()
                .meet("b2", "a", "l1")
                .leave("b1", "c")
                .hangUp("l1")
                .hangUp("l2")
                .meet("b2", "c")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
        assertThat(last(pbx).facts().queue()).isEqualTo("support");
    }

    @Test
    void anAgentOnAMobileBehindTheCustomersTrunkIsKnownByTheNumber() {
        Profile trunk = TestingProfile.named("support")
                .queues("support")
                .customers("PJSIP/trunk")
                .build();
        TestingTrackedPbx pbx = new TestingTrackedPbx(trunk)
                .channel("c", "PJSIP/trunk", "Queue", "support")
                .tells("c", "600", "+4930111111")
                .channel("m", "PJSIP/trunk", "AppQueue", "")
                .tells("m", "", "01715550100")
                .meet("b", "m", "c")
                .answers();
        assertThat(pbx.heard())
                .as("a trunk is named as the customers'; who is called by the queue is none")
                .isNotEmpty();
        pbx.hangUp("c").hangUp("m");

        pbx.channel("m2", "PJSIP/trunk", "Queue", "support").tells("m2", "600", "+491715550100");
        pbx.channel("a", "PJSIP/a", "AppQueue", "").meet("b2", "a", "m2").answers();

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void customersBehindATrunkThatNobodyNamedAreHeardAndTheMobileAgentIsNot() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("c", "PJSIP/trunk", "Queue", "support")
                .tells("c", "600", "+4930111111")
                .channel("m", "PJSIP/trunk", "AppQueue", "")
                .tells("m", "", "01715550100")
                .meet("b", "m", "c")
                .answers();
        assertThat(pbx.heard()).containsExactly("c");
        pbx.hangUp("c").hangUp("m");

        pbx.channel("m2", "PJSIP/trunk", "Queue", "support").tells("m2", "600", "+491715550100");
        pbx.channel("a", "PJSIP/a", "AppQueue", "").meet("b2", "a", "m2").answers();
        assertThat(pbx.heard()).isEmpty();
        pbx.channel("c2", "PJSIP/trunk", "Queue", "support").tells("c2", "600", "+4930222222");
        pbx.channel("a2", "PJSIP/a", "AppQueue", "").meet("b3", "a2", "c2").answers();

        assertThat(pbx.heard()).containsExactly("c2");
    }

    @Test
    void aMobileThatIsAMemberOfAQueueByItsNumberIsAnAgents() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("m", "PJSIP/trunk", "Queue", "support")
                .tells("m", "600", "+491715550100", "PJSIP/01715550100@trunk")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b", "a", "m")
                .answers();

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void anAgentOnTheLineInACallOfNoProfileIsNotScoredInWhicheverOrderTheyAreFound() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("c", "PJSIP/c", "Dial", "PJSIP/a")
                .channel("s1", "PJSIP/s", "AppDial", "")
                .channel("s2", "PJSIP/s", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "s1", "c")
                .meet("b2", "a", "s2")
                .answers();
        assertThat(pbx.heard()).isEmpty();

        pbx.start(SUPPORT);
        pbx.stock().answers();

        assertThat(pbx.heard()).isEmpty();
        assertThat(pbx.events(CallEvent.NotTapped.class))
                .filteredOn(not -> not.leg().channelId().equals("s2"))
                .extracting(CallEvent.NotTapped::reason)
                .last()
                .asString()
                .contains("name PJSIP/s under agents or customers of profile support");
    }

    @Test
    void norAfterACallOfAMomentThatNobodyJudged() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("c", "PJSIP/c", "Dial", "PJSIP/s")
                .channel("s1", "PJSIP/s", "AppDial", "")
                .meet("b1", "s1", "c")
                .hangUp("c")
                .hangUp("s1")
                .answers();

        pbx.channel("s2", "PJSIP/s", "Queue", "support").channel("a", "PJSIP/a", "AppQueue", "");
        pbx.meet("b2", "a", "s2").answers();

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void whoIsFoundToBeAnAgentInTheMiddleOfACallIsNotHeardFromThenOn() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("s1", "PJSIP/s", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "a", "s1")
                .answers();
        assertThat(pbx.heard()).as("nothing tells yet").containsExactly("s1");

        pbx.channel("c", "PJSIP/c", "Queue", "support").channel("s2", "PJSIP/s", "AppQueue", "");
        pbx.meet("b2", "s2", "c").answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void theNewestChannelsAreAskedFirstWhenStockIsTaken() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT);
        for (int i = 1; i <= 3; i++) {
            pbx.channel("c" + i, "PJSIP/c" + i, "Queue", "support").channel("a" + i, "PJSIP/a" + i, "AppQueue", "");
            pbx.meet("b" + i, "a" + i, "c" + i);
        }
        pbx.start(SUPPORT);
        pbx.asked().clear();

        pbx.stock();

        assertThat(pbx.asked().stream().filter(id -> id.startsWith("c"))).containsExactly("c3", "c2", "c1");
        pbx.answers();
        assertThat(pbx.heard()).containsExactlyInAnyOrder("c1", "c2", "c3");
        assertThat(pbx.events(CallEvent.CallSeen.class))
                .extracting(seen -> seen.facts().call())
                .extracting(CallId::linkedId)
                .containsExactlyInAnyOrder("c1", "c2", "c3");
    }

    private static CallEvent.CallSeen last(TestingTrackedPbx pbx) {
        List<CallEvent.CallSeen> seen = pbx.events(CallEvent.CallSeen.class);
        return seen.get(seen.size() - 1);
    }
}
