package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.undertone.config.Profile;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;

/** What calls that are joined tell of who is an employee, and what they do not tell. */
class JoinedLinesTest extends TrackedCalls {

    @Test
    void aColleagueWhomAnAgentHasJoinedWithACustomerIsNotHeardOnAnotherLine() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
    void whoFetchedAParkedCallOnOneLineIsNoCustomerOnAnotherAlsoAfterwards() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        TestingTrackedPbx pbx = receptionAsksTheQueueFor("PJSIP/c", "Dial");

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
        TestingTrackedPbx pbx = receptionAsksTheQueueFor("PJSIP/trunk", "AppDial");

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
        TestingTrackedPbx pbx = receptionAsksTheQueueFor("PJSIP/c", "AppDial");

        pbx.leave("b1", "r1")
                .leave("b2", "r2")
                .meet("b1", "a")
                .hangUp("r1")
                .hangUp("r2")
                .answers();

        assertThat(pbx.heard()).isEmpty();
    }

    /** Somebody speaks with reception, who asks the queue from a second line. */
    private static TestingTrackedPbx receptionAsksTheQueueFor(String device, String application) {
        boolean calls = application.equals("Dial");
        return new TestingTrackedPbx(SUPPORT)
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
    void toWhomACustomerWasTransferredMayBeAnAgentAndTheReasonSaysWhatToDo() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
    void ofTwoCallersWhoWereJoinedTheOneWhoTellsWhoseCallItIsIsTheCustomer() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
    void whomAnAgentHadCalledIsHeardWithTheAgentOfTheQueueAlsoIfNobodyIsThereWhoCalled() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("r2", "PJSIP/r", "Queue", "support")
                .tells("r2", "", "", "PJSIP/a")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b2", "a", "r2")
                .channel("r1", "PJSIP/r", "Dial", "PJSIP/0493022@trunk")
                .channel("c", "PJSIP/trunk", "AppDial", "")
                .tells("c", "", "493022")
                .meet("b1", "c", "r1")
                .answers();

        pbx.leave("b2", "r2")
                .leave("b1", "c")
                .meet("b2", "c")
                .hangUp("r1")
                .hangUp("r2")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void whoWasJoinedWithACustomerAndGoesOnAloneHasACallOfTheirOwn() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("x", "PJSIP/trunk", "Dial", "PJSIP/a")
                .tells("x", "630", "anonymous")
                .channel("a1", "PJSIP/a", "AppDial", "")
                .meet("b1", "a1", "x")
                .channel("c", "PJSIP/trunk", "Dial", "PJSIP/a")
                .tells("c", "641", "493022")
                .channel("a2", "PJSIP/a", "AppDial", "")
                .meet("b2", "a2", "c")
                .answers()
                .leave("b1", "x")
                .leave("b2", "a2")
                .meet("b2", "x")
                .hangUp("a1")
                .hangUp("a2")
                .answers();
        assertThat(pbx.heard()).containsExactly("c");

        pbx.channel("d", "PJSIP/d", "Queue", "support")
                .channel("a3", "PJSIP/a3", "AppQueue", "")
                .meet("b3", "a3", "d")
                .answers()
                .leave("b2", "c")
                .leave("b3", "a3")
                .meet("b2", "a3")
                .answers()
                .hangUp("d")
                .answers();

        assertThat(pbx.events(CallEvent.CallSeen.class).stream()
                        .map(CallEvent.CallSeen::facts)
                        .filter(call -> call.legs().stream()
                                .anyMatch(leg -> leg.id().channelId().equals("x") && leg.role() == Role.CUSTOMER))
                        .map(CallFacts::call))
                .isNotEmpty()
                .doesNotContain(new CallId("c"));
    }

    @Test
    void whoSpeaksWithTheColleagueWhomTheQueuesAgentHasAskedCameThroughThatQueue() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("r2", "PJSIP/r", "Queue", "support")
                .tells("r2", "", "", "PJSIP/r", "PJSIP/a", "PJSIP/s")
                .channel("m1", "Local/a@members-1;1", "AppQueue", "")
                .channel("m2", "Local/a@members-1;2", "Dial", "PJSIP/a")
                .channel("a", "PJSIP/a", "AppDial", "")
                .meet("b2", "m1", "r2")
                .meet("b3", "a", "m2")
                .channel("s", "PJSIP/s", "AppDial", "")
                .answers()
                .leave("b3", "a")
                .meet("b4", "s", "a")
                .answers()
                .leave("b3", "m2")
                .meet("b4", "m2")
                .hangUp("a")
                .answers()
                .channel("c", "PJSIP/trunk", "Dial", "PJSIP/r")
                .tells("c", "630", "493022")
                .channel("r1", "PJSIP/r", "AppDial", "")
                .meet("b1", "r1", "c")
                .answers();
        assertThat(pbx.heard()).isEmpty();

        pbx.leave("b1", "c")
                .leave("b2", "r2")
                .meet("b2", "c")
                .hangUp("r1")
                .hangUp("r2")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void ofTwoWhoWereBothCalledNeitherIsKnownToBeTheAgent() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("r2", "PJSIP/r", "Queue", "support")
                .tells("r2", "", "", "PJSIP/r", "PJSIP/a")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b2", "a", "r2")
                .channel("r1", "PJSIP/r", "Dial", "PJSIP/c")
                .channel("c", "PJSIP/c", "AppDial", "")
                .meet("b1", "c", "r1")
                .answers()
                .leave("b2", "r2")
                .leave("b1", "c")
                .meet("b2", "c")
                .hangUp("r1")
                .hangUp("r2")
                .answers();

        pbx.channel("s", "PJSIP/s", "AppDial", "").meet("b2", "s").hangUp("a").answers();

        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "c")).startsWith("nothing tells whose leg it is");
        assertThat(reason(pbx, "s")).startsWith("nothing tells whose leg it is");
    }

    @Test
    void ofTwoWhoAreJoinedWithTheQueuesAgentTheColleagueOutsideIsNoCustomer() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("c", "PJSIP/c", "Queue", "support")
                .tells("c", "", "", "PJSIP/a", "PJSIP/491715@trunk")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "a", "c")
                .answers()
                .channel("o", "PJSIP/trunk", "Dial", "PJSIP/c")
                .tells("o", "630", "491715")
                .channel("c2", "PJSIP/c", "AppDial", "")
                .meet("b2", "c2", "o")
                .answers();

        pbx.leave("b2", "o").hangUp("c2").meet("b1", "o").hangUp("c").answers();

        assertThat(pbx.heard()).isEmpty();
    }
}
