package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.undertone.config.Profile;
import org.undertone.core.Role;

/** What calls that are joined, and Local channels that change hands, tell of who is an employee, and what they do not tell. */
class JoinedLinesTest {

    private static final Profile SUPPORT = inbound(List.of("support"), List.of("641"));
    private static final Profile CAMPAIGN = new Profile(
            "campaign",
            List.of(),
            List.of("_0X."),
            Profile.Direction.OUTBOUND,
            List.of(),
            List.of(),
            Set.of(Role.CUSTOMER));

    private static Profile inbound(List<String> queues, List<String> numbers) {
        return new Profile(
                "support", queues, numbers, Profile.Direction.INBOUND, List.of(), List.of(), Set.of(Role.CUSTOMER));
    }

    /** Somebody asks the queue, from a line of that endpoint. */
    private static TestingPbx asksTheQueue(TestingPbx pbx, String device) {
        return pbx.channel("asks", device, "Queue", "support")
                .channel("other", "PJSIP/other", "AppQueue", "")
                .meet("queue", "other", "asks")
                .answers();
    }

    @Test
    void aColleagueWhomAnAgentHasJoinedWithACustomerIsNotHeardOnAnotherLine() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("c", "PJSIP/c", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b", "a", "c")
                .answers();

        pbx.channel("s", "PJSIP/s", "Dial", "PJSIP/a").meet("b", "s").answers().hangUp("a");
        asksTheQueue(pbx, "PJSIP/s");

        assertThat(pbx.heard()).containsExactly("c");
        assertThat(reason(pbx, "asks")).startsWith("its phone may be an agent's");
    }

    @Test
    void norIfTheColleagueWasTakenForACustomerBefore() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("c", "PJSIP/c", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b", "a", "c")
                .channel("s", "PJSIP/s", "Dial", "PJSIP/b")
                .tells("s", "641", "")
                .channel("b", "PJSIP/b", "AppDial", "")
                .meet("b2", "b", "s")
                .answers();
        assertThat(pbx.heard()).as("nothing tells yet").containsExactlyInAnyOrder("c", "s");

        pbx.leave("b2", "s").meet("b", "s").hangUp("b").answers();
        asksTheQueue(pbx, "PJSIP/s");

        assertThat(pbx.heard()).containsExactlyInAnyOrder("c", "s");
    }

    @Test
    void whoIsCalledByOneOfWhomNothingIsKnownMayBeAnAgent() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("x", "PJSIP/y", "Dial", "PJSIP/c")
                .channel("c1", "PJSIP/c", "AppDial", "")
                .meet("b", "c1", "x")
                .channel("c2", "PJSIP/c", "Dial", "PJSIP/s")
                .tells("c2", "641", "")
                .channel("s", "PJSIP/s", "AppDial", "")
                .meet("b2", "s", "c2")
                .answers();
        assertThat(reason(pbx, "c2")).startsWith("its phone may be an agent's");

        asksTheQueue(pbx.hangUp("s"), "PJSIP/s");

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void whoMayBeAnAgentOnOneLineIsNoCustomerOnAnother() {
        TestingPbx pbx = new TestingPbx(SUPPORT, CAMPAIGN)
                .channel("a", "PJSIP/a", "Dial", "PJSIP/s")
                .tells("a", "0493011", "", "PJSIP/a")
                .channel("s", "PJSIP/s", "AppDial", "")
                .meet("b", "s", "a");
        pbx.channel("asks", "PJSIP/s", "Queue", "support")
                .channel("other", "PJSIP/other", "AppQueue", "")
                .meet("queue", "other", "asks");

        pbx.start(SUPPORT, CAMPAIGN);
        pbx.stock().answers();

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void anAgentWhoIsFoundBehindALocalChannelThatDialledAnotherIsNotTakenForItsCaller() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("l1", "Local/c@out-1;1", "Queue", "support")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/c,30")
                .channel("s", "PJSIP/s", "AppDial", "")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "l2", "s")
                .meet("b2", "a", "l1")
                .stock()
                .answers();

        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "s")).startsWith("its phone may be an agent's");
    }

    @Test
    void butOfAnEndpointThatTheSettingsNameThereIsNoDoubt() {
        Profile names = new Profile(
                "support",
                List.of("support"),
                List.of(),
                Profile.Direction.INBOUND,
                List.of(),
                List.of("PJSIP/s"),
                Set.of(Role.CUSTOMER));
        TestingPbx pbx = new TestingPbx(names)
                .channel("l1", "Local/c@out-1;1", "Queue", "support")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/c,30")
                .channel("s", "PJSIP/s", "AppDial", "")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "l2", "s")
                .meet("b2", "a", "l1")
                .stock()
                .answers();

        assertThat(pbx.heard()).containsExactly("s");
    }

    @Test
    void norWhoIsFoundWhereTheCallerOfALocalChannelWas() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("l1", "Local/600@in-1;1", "AppDial", "")
                .channel("l2", "Local/600@in-1;2", "Queue", "support")
                .channel("s", "PJSIP/s", "AppDial", "")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "l1", "s")
                .meet("b2", "a", "l2")
                .stock()
                .answers();

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void theCustomerWhoWasCalledByALocalChannelIsHeardAlsoWhenFound() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("l1", "Local/c@out-1;1", "Queue", "support")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/0493011@trunk,30")
                .channel("c", "PJSIP/trunk", "AppDial", "")
                .tells("c", "", "493011")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "l2", "c")
                .meet("b2", "a", "l1")
                .stock()
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void whoFetchedAParkedCallOnOneLineIsNoCustomerOnAnotherAlsoAfterwards() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("p", "PJSIP/p", "AppDial", "")
                .channel("s", "PJSIP/s", "ParkedCall", "")
                .meet("b", "p", "s")
                .answers();
        asksTheQueue(pbx, "PJSIP/s");
        assertThat(pbx.heard()).isEmpty();

        pbx.hangUp("s").hangUp("p").answers();

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void whoseCallIsOffIsNotHeardBecauseOfAnAgentsCallThatIsJoined() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("c", "PJSIP/c", "Queue", "support")
                .says("c", Profile.OFF)
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b", "a", "c")
                .channel("s", "PJSIP/s", "Queue", "support")
                .tells("s", "", "", "PJSIP/s")
                .channel("b", "PJSIP/b", "AppQueue", "")
                .meet("b2", "b", "s")
                .answers();

        pbx.hangUp("a").leave("b2", "s").meet("b", "s").answers();

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void whoSpeaksWithAnAgentWhomReceptionAskedForByTheQueueCameThroughThatQueue() {
        TestingPbx pbx = receptionAsksTheQueueFor("PJSIP/c", "Dial");

        pbx.leave("b1", "r1")
                .leave("b2", "r2")
                .meet("b1", "a")
                .hangUp("r1")
                .hangUp("r2")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
        List<CallEvent.CallSeen> seen = pbx.events(CallEvent.CallSeen.class);
        assertThat(seen.get(seen.size() - 1).facts().queue()).isEqualTo("support");
        assertThat(seen.get(seen.size() - 1).facts().call().linkedId()).isEqualTo("c");
    }

    @Test
    void soDoesACustomerWhomReceptionHadCalled() {
        TestingPbx pbx = receptionAsksTheQueueFor("PJSIP/trunk", "AppDial");

        pbx.leave("b1", "r1")
                .leave("b2", "r2")
                .meet("b1", "a")
                .hangUp("r1")
                .hangUp("r2")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void butWhomReceptionCalledInTheHouseMayBeAColleague() {
        TestingPbx pbx = receptionAsksTheQueueFor("PJSIP/c", "AppDial");

        pbx.leave("b1", "r1")
                .leave("b2", "r2")
                .meet("b1", "a")
                .hangUp("r1")
                .hangUp("r2")
                .answers();

        assertThat(pbx.heard()).isEmpty();
    }

    /** Somebody speaks with reception, who asks the queue from a second line. */
    private static TestingPbx receptionAsksTheQueueFor(String device, String application) {
        boolean calls = application.equals("Dial");
        return new TestingPbx(SUPPORT)
                .channel("c", device, application, calls ? "PJSIP/r" : "")
                .tells("c", "", device.equals("PJSIP/trunk") ? "493022" : "")
                .channel("r1", "PJSIP/r", calls ? "AppDial" : "Dial", calls ? "" : "PJSIP/0493022@trunk")
                .tells("r1", "", "", "PJSIP/r")
                .meet("b1", "c", "r1")
                .channel("r2", "PJSIP/r", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b2", "a", "r2")
                .answers();
    }

    @Test
    void aCustomerWhomADialerCalledIsHeardInTheQueueWhenThatCallIsOver() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("a", "PJSIP/a", "Dial", "PJSIP/0493022@trunk")
                .channel("c1", "PJSIP/trunk", "AppDial", "")
                .tells("c1", "", "493022")
                .meet("b", "c1", "a")
                .channel("c2", "PJSIP/trunk", "Queue", "support")
                .tells("c2", "", "493022")
                .channel("a2", "PJSIP/a2", "AppQueue", "")
                .meet("b2", "a2", "c2")
                .answers();
        assertThat(reason(pbx, "c2")).startsWith("its phone may be an agent's");

        pbx.hangUp("c1").hangUp("a").answers();

        assertThat(pbx.heard()).containsExactly("c2");
    }

    @Test
    void aCustomerWhomAnAgentOnAMobileCalledIsHeardInTheQueue() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("m", "PJSIP/trunk", "Dial", "PJSIP/0493022@trunk")
                .tells("m", "", "491715", "PJSIP/491715@trunk")
                .channel("c1", "PJSIP/trunk", "AppDial", "")
                .tells("c1", "", "493022")
                .meet("b", "c1", "m")
                .answers()
                .hangUp("m")
                .hangUp("c1");

        pbx.channel("c2", "PJSIP/trunk", "Queue", "support").tells("c2", "", "493022");
        pbx.channel("a2", "PJSIP/a2", "AppQueue", "").meet("b2", "a2", "c2").answers();

        assertThat(pbx.heard()).containsExactly("c2");
    }

    @Test
    void aCustomerWhomALocalChannelBroughtIntoTheQueueIsHeardOnAnotherLineToo() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("l1", "Local/c@out-1;1", "Queue", "support")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/c")
                .channel("c1", "PJSIP/c", "AppDial", "")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "c1", "l2")
                .meet("b2", "a", "l1")
                .answers();

        pbx.channel("c2", "PJSIP/c", "Queue", "support");
        pbx.channel("a2", "PJSIP/a2", "AppQueue", "").meet("b3", "a2", "c2").answers();

        assertThat(pbx.heard()).containsExactly("c1", "c2");
    }

    @Test
    void whoCalledReceptionIsHeardWhenReceptionHasJoinedThemWithTheQueueThroughALocalChannel() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("c", "PJSIP/c", "Dial", "PJSIP/r")
                .channel("r1", "PJSIP/r", "AppDial", "")
                .meet("b1", "r1", "c")
                .channel("r2", "PJSIP/r", "Dial", "Local/600@in")
                .channel("l1", "Local/600@in-1;1", "AppDial", "")
                .channel("l2", "Local/600@in-1;2", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b2", "a", "l2")
                .meet("b3", "l1", "r2")
                .answers();
        assertThat(pbx.heard()).isEmpty();

        pbx.leave("b3", "l1")
                .leave("b1", "r1")
                .meet("b1", "l1")
                .hangUp("r1")
                .hangUp("r2")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void toWhomACustomerWasTransferredMayBeAnAgentAndTheReasonSaysWhatToDo() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("c", "PJSIP/trunk", "Queue", "support")
                .tells("c", "", "493011")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b", "a", "c")
                .answers()
                .hangUp("a")
                .channel("c", "PJSIP/trunk", "Dial", "PJSIP/0493022@trunk")
                .channel("t", "PJSIP/trunk", "AppDial", "")
                .tells("t", "", "493022")
                .meet("b2", "t", "c")
                .answers()
                .hangUp("t")
                .hangUp("c");

        pbx.channel("t2", "PJSIP/trunk", "Queue", "support").tells("t2", "", "493022");
        pbx.channel("a2", "PJSIP/a", "AppQueue", "").meet("b3", "a2", "t2").answers();

        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "t2")).startsWith("its phone may be an agent's");
    }

    @Test
    void whoCalledAnAgentOnAMobileIsHeardInTheQueue() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("c1", "PJSIP/c", "Dial", "PJSIP/491715@trunk")
                .tells("c1", "633", "", "PJSIP/491715@trunk")
                .channel("m", "PJSIP/trunk", "AppDial", "")
                .tells("m", "", "491715")
                .meet("b", "m", "c1")
                .answers()
                .hangUp("m")
                .hangUp("c1");

        asksTheQueue(pbx, "PJSIP/c");

        assertThat(pbx.heard()).containsExactly("asks");
    }

    @Test
    void whomADialerBroughtByALocalChannelIsHeardWhenTheAgentHasSentThatOn() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("l1", "Local/c@out-1;1", "Queue", "accounts")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/c")
                .channel("c", "PJSIP/c", "AppDial", "")
                .channel("r", "PJSIP/r", "AppQueue", "")
                .meet("b1", "c", "l2")
                .meet("b2", "r", "l1")
                .answers()
                .leave("b2", "l1")
                .hangUp("r");

        pbx.channel("l1", "Local/c@out-1;1", "Dial", "Local/600@in")
                .channel("l3", "Local/600@in-2;1", "AppDial", "")
                .channel("l4", "Local/600@in-2;2", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b3", "a", "l4")
                .meet("b4", "l3", "l1")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void inACallOutToWhomTheCustomerInDoubtWasSentOnIsNoCustomer() {
        TestingPbx pbx = new TestingPbx(SUPPORT, CAMPAIGN)
                .channel("x", "PJSIP/y", "Dial", "PJSIP/c")
                .channel("c1", "PJSIP/c", "AppDial", "")
                .meet("b", "c1", "x")
                .channel("a", "PJSIP/a", "Dial", "PJSIP/c")
                .tells("a", "0493011", "", "PJSIP/a")
                .channel("c2", "PJSIP/c", "AppDial", "")
                .meet("b2", "c2", "a")
                .answers();
        assertThat(reason(pbx, "c2")).startsWith("its phone may be an agent's");

        pbx.leave("b2", "c2")
                .hangUp("a")
                .channel("c2", "PJSIP/c", "Dial", "PJSIP/r")
                .channel("r", "PJSIP/r", "AppDial", "")
                .meet("b3", "r", "c2")
                .answers();

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void inACallOutAColleagueWhomTheAgentAsksIsNoCustomer() {
        TestingPbx pbx = new TestingPbx(SUPPORT, CAMPAIGN)
                .channel("a", "PJSIP/a", "Dial", "PJSIP/0493022@trunk")
                .tells("a", "0493022", "", "PJSIP/a")
                .channel("c", "PJSIP/trunk", "AppDial", "")
                .tells("c", "", "493022", "PJSIP/493022@trunk")
                .meet("b", "c", "a")
                .answers();

        pbx.leave("b", "a")
                .channel("l1", "Local/104@from-agent-1;1", "", "")
                .channel("l2", "Local/104@from-agent-1;2", "Dial", "PJSIP/s")
                .channel("s", "PJSIP/s", "AppDial", "")
                .meet("b2", "l1", "a")
                .meet("b3", "s", "l2")
                .answers();

        assertThat(pbx.heard()).doesNotContain("s");
    }

    @Test
    void ofTwoCallersWhoWereJoinedTheOneWhoTellsWhoseCallItIsIsTheCustomer() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("s", "PJSIP/s", "Dial", "PJSIP/a")
                .channel("c", "PJSIP/c", "Dial", "PJSIP/a")
                .tells("c", "641", "")
                .meet("b", "s", "c")
                .stock()
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void whoWasJoinedWithOneInDoubtIsNoCustomerOfTheNext() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("x", "PJSIP/y", "Dial", "PJSIP/c")
                .channel("c1", "PJSIP/c", "AppDial", "")
                .meet("b", "c1", "x")
                .channel("c2", "PJSIP/c", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b2", "a", "c2")
                .answers();
        assertThat(reason(pbx, "c2")).startsWith("its phone may be an agent's");

        pbx.channel("s", "PJSIP/s", "Dial", "PJSIP/a").meet("b2", "s").answers().hangUp("a");
        asksTheQueue(pbx, "PJSIP/s");

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void whoFetchedAParkedCallMayBeAnAgentAlsoIfNothingCouldBeReadOfIt() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("p", "PJSIP/p", "Dial", "PJSIP/x")
                .channel("s", "PJSIP/s", "ParkedCall", "")
                .meet("b", "p", "s")
                .hangUp("s")
                .hangUp("p")
                .answers();

        asksTheQueue(pbx, "PJSIP/s");

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void nothingIsKeptOfThoseWhoMeetWhileTheirCustomersAreElsewhere() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("c1", "PJSIP/c1", "Queue", "support")
                .channel("a1", "PJSIP/a1", "AppQueue", "")
                .channel("s", "PJSIP/s", "ConfBridge", "")
                .meet("b1", "a1", "c1", "s")
                .channel("c2", "PJSIP/c2", "Queue", "support")
                .channel("a2", "PJSIP/a2", "AppQueue", "")
                .meet("b2", "a2", "c2")
                .answers();

        pbx.leave("b1", "c1").leave("b1", "s").leave("b2", "c2").meet("b2", "s").answers();
        for (String id : List.of("s", "c1", "a1", "c2", "a2")) {
            pbx.hangUp(id);
        }
        pbx.timePasses();

        assertThat(pbx.nothingIsKept()).isTrue();
    }

    @Test
    void theNextWhomAKeptAgentDialsIsHeardWhileTheOneBeforeIsElsewhere() {
        TestingPbx pbx = new TestingPbx(SUPPORT, CAMPAIGN)
                .channel("a", "PJSIP/a", "Dial", "PJSIP/493011@trunk,30,g")
                .tells("a", "0493011", "", "PJSIP/a")
                .channel("c1", "PJSIP/trunk", "AppDial", "")
                .tells("c1", "", "493011")
                .meet("b", "c1", "a")
                .answers()
                .leave("b", "c1")
                .leave("b", "a")
                .channel("c1", "PJSIP/trunk", "ConfBridge", "800")
                .channel("s", "PJSIP/s", "ConfBridge", "800")
                .meet("conference", "s", "c1")
                .answers();

        pbx.channel("a", "PJSIP/a", "Dial", "PJSIP/493022@trunk,30,g")
                .channel("c2", "PJSIP/trunk", "AppDial", "")
                .tells("c2", "", "493022")
                .meet("b2", "c2", "a")
                .answers();

        assertThat(pbx.heard()).containsExactlyInAnyOrder("c1", "c2");
        assertThat(pbx.events(CallEvent.CallSeen.class))
                .extracting(seen -> seen.facts().call().linkedId())
                .contains("c2");
    }

    @Test
    void whoWasCalledByALocalChannelInOrderToCallANumberIsItsCustomer() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("l1", "Local/c@out-1;1", "Dial", "PJSIP/a")
                .tells("l1", "641", "")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/c")
                .channel("c", "PJSIP/c", "AppDial", "")
                .channel("a", "PJSIP/a", "AppDial", "")
                .meet("b1", "c", "l2")
                .dials("l1")
                .answers()
                .meet("b2", "a", "l1")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void whoHasTakenTheirPlaceMayBeAnAgent() {
        TestingPbx pbx = new TestingPbx(SUPPORT)
                .channel("l1", "Local/c@out-1;1", "Dial", "PJSIP/a")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/c")
                .channel("c", "PJSIP/c", "AppDial", "")
                .channel("a", "PJSIP/a", "AppDial", "")
                .meet("b1", "c", "l2")
                .dials("l1")
                .meet("b2", "a", "l1")
                .answers()
                .hangUp("c")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/s")
                .channel("s", "PJSIP/s", "AppDial", "")
                .meet("b3", "s", "l2")
                .answers();

        asksTheQueue(pbx, "PJSIP/s");

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void aKeptAgentsCallHasTheCustomersIdAlsoAfterAStartInTheMiddleOfIt() {
        TestingPbx pbx = new TestingPbx(CAMPAIGN)
                .channel("a", "PJSIP/a", "Dial", "PJSIP/0493022@trunk,30,tTgL(60000)")
                .tells("a", "0493022", "")
                .channel("c2", "PJSIP/trunk", "AppDial", "")
                .tells("c2", "", "493022")
                .meet("b", "c2", "a")
                .stock()
                .answers();

        assertThat(pbx.heard()).containsExactly("c2");
        assertThat(pbx.events(CallEvent.CallSeen.class))
                .extracting(seen -> seen.facts().call().linkedId())
                .as("it has the agent's linkedid, as the call before it had")
                .containsOnly("c2");
    }

    @Test
    void anAgentOfACallOutWhoIsFoundJoinedWithAQueueIsNoCustomer() {
        TestingPbx pbx = new TestingPbx(SUPPORT, CAMPAIGN)
                .channel("s", "PJSIP/s", "Dial", "PJSIP/493011@trunk")
                .says("s", "campaign")
                .channel("l1", "Local/600@in-1;1", "AppDial", "")
                .channel("l2", "Local/600@in-1;2", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "l1", "s")
                .meet("b2", "a", "l2")
                .stock()
                .answers();

        assertThat(pbx.heard()).isEmpty();
    }

    private static String reason(TestingPbx pbx, String channel) {
        return pbx.events(CallEvent.NotTapped.class).stream()
                .filter(not -> not.leg().channelId().equals(channel))
                .map(CallEvent.NotTapped::reason)
                .reduce("", (before, now) -> now);
    }
}
