package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;

/** What Local channels that change hands tell of who is an employee, and what they do not tell. */
class LocalLinesTest extends TrackedCalls {

    @Test
    void anAgentWhoIsFoundBehindALocalChannelThatDialledAnotherIsNotTakenForItsCaller() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        Profile names = TestingProfile.named("support")
                .queues("support")
                .customers("PJSIP/s")
                .build();
        TestingTrackedPbx pbx = new TestingTrackedPbx(names)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
    void aCustomerWhomALocalChannelBroughtIntoTheQueueIsHeardOnAnotherLineToo() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
    void whomADialerBroughtByALocalChannelIsHeardWhenTheAgentHasSentThatOn() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
    void whoWasCalledByALocalChannelInOrderToCallANumberIsItsCustomer() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
    void whatTheDialplanSaysIsOffStaysOffWhenTheLocalChannelOfWhichItSaidSoIsOptimisedAway() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("c", "PJSIP/c", "Dial", "Local/642@in")
                .channel("l1", "Local/642@in-1;1", "AppDial", "")
                .channel("l2", "Local/642@in-1;2", "Queue", "support")
                .says("l2", Profile.OFF)
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "a", "l2")
                .meet("b2", "l1", "c")
                .answers()
                .leave("b2", "c")
                .leave("b1", "l2")
                .meet("b1", "c")
                .hangUp("l1")
                .hangUp("l2")
                .answers();

        pbx.channel("e", "PJSIP/e", "Queue", "support")
                .channel("a2", "PJSIP/a2", "AppQueue", "")
                .meet("b3", "a2", "e")
                .answers()
                .hangUp("a")
                .leave("b3", "a2")
                .meet("b1", "a2")
                .hangUp("e")
                .answers();

        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "c")).endsWith("off");
    }

    @Test
    void whomADialerBroughtIsHeardAlsoWhenItsLocalChannelIsOptimisedAwayAndTheAgentOfAnotherQueueHasLeft() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("l1", "Local/c@out-1;1", "Queue", "accounts")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/c")
                .channel("c", "PJSIP/c", "AppDial", "")
                .channel("m1", "Local/r@members-2;1", "AppQueue", "")
                .channel("m2", "Local/r@members-2;2", "Dial", "PJSIP/r")
                .channel("r", "PJSIP/r", "AppDial", "")
                .dials("l1")
                .dials("l2")
                .dials("m2")
                .meet("b1", "c", "l2")
                .meet("b2", "m1", "l1")
                .meet("b3", "r", "m2")
                .answers()
                .leave("b1", "c")
                .leave("b2", "l1")
                .meet("b2", "c")
                .hangUp("l1")
                .hangUp("l2")
                .answers();

        pbx.leave("b3", "m2")
                .hangUp("r")
                .channel("m2", "Local/r@members-2;2", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b4", "a", "m2")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void whoIsFoundInThePlaceOfAQueuesMemberIsNoneForGood() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("k", "PJSIP/k", "Queue", "support")
                .channel("m1", "Local/a@members-2;1", "AppQueue", "")
                .channel("m2", "Local/a@members-2;2", "Dial", "PJSIP/a")
                .channel("l1", "Local/c@out-1;1", "Queue", "support")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/0493022@trunk")
                .channel("c", "PJSIP/trunk", "AppDial", "")
                .tells("c", "", "493022")
                .meet("b1", "m1", "k")
                .meet("b2", "m2", "l1")
                .meet("b3", "c", "l2");
        pbx.start(SUPPORT);
        pbx.stock().answers();

        for (String id : List.of("c", "l2", "l1", "m2", "m1", "k")) {
            pbx.hangUp(id);
        }
        pbx.channel("c2", "PJSIP/trunk", "Queue", "support").tells("c2", "", "493022");
        pbx.channel("a2", "PJSIP/a2", "AppQueue", "").meet("b4", "a2", "c2").answers();

        assertThat(reason(pbx, "c2")).startsWith("its phone may be an agent's");
    }

    @Test
    void whomReceptionHadCalledIsHeardWithTheQueuesMemberWhoseLocalChannelIsOptimisedAway() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("r2", "PJSIP/r", "Queue", "support")
                .channel("m1", "Local/a@members-1;1", "AppQueue", "")
                .channel("m2", "Local/a@members-1;2", "Dial", "PJSIP/a")
                .channel("a", "PJSIP/a", "AppDial", "")
                .meet("b2", "a", "m2")
                .meet("b3", "m1", "r2")
                .channel("r1", "PJSIP/r", "Dial", "PJSIP/0493022@trunk")
                .channel("c", "PJSIP/trunk", "AppDial", "")
                .tells("c", "", "493022")
                .meet("b1", "c", "r1")
                .answers()
                .leave("b2", "m2")
                .leave("b3", "r2")
                .meet("b2", "r2")
                .hangUp("m1")
                .hangUp("m2")
                .answers();

        pbx.leave("b2", "a")
                .leave("b1", "r1")
                .hangUp("r2")
                .answers()
                .meet("b1", "a")
                .hangUp("r1")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void aQueueThatOnlyTheEndOfALocalChannelTellsIsKnownAlsoIfAllWereCalled() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("l1", "Local/600@in-1;1", "AppDial", "")
                .channel("l2", "Local/600@in-1;2", "Dial", "PJSIP/s")
                .tells("l2", "641", "")
                .channel("c", "PJSIP/c", "AppDial", "")
                .channel("s", "PJSIP/s", "AppDial", "")
                .meet("b1", "c", "l1")
                .meet("b2", "s", "l2")
                .stock()
                .answers();

        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "c")).startsWith("nothing tells whose leg it is");
    }

    @Test
    void whoIsFoundBesideTheLocalChannelOfAMemberWhoHasLeftCameByTheirOwn() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("l1", "Local/c@out-1;1", "Queue", "support")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/c")
                .channel("c", "PJSIP/c", "AppDial", "")
                .channel("m1", "Local/a@members-2;1", "AppQueue", "")
                .channel("m2", "Local/a@members-2;2", "Dial", "PJSIP/a")
                .channel("k2", "Local/k@out-3;2", "Queue", "accounts")
                .channel("k1", "Local/k@out-3;1", "Queue", "sales")
                .channel("f", "PJSIP/f", "AppQueue", "")
                .meet("b1", "c", "l2")
                .meet("b2", "m2", "l1")
                .meet("b3", "m1", "k1")
                .meet("b4", "f", "k2");

        pbx.start(SUPPORT);
        pbx.stock().answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void anAgentWhoStaysAnswersForTheQueueOfOneCallOnly() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT).channel("a", "PJSIP/a", "AgentLogin", "1001");
        reachesTheAgent(pbx, 1, "support");
        assertThat(pbx.heard()).containsExactly("c1");
        pbx.hangUp("c1")
                .hangUp("m11")
                .hangUp("m12")
                .leave("b12", "a")
                .waits("a")
                .answers();

        reachesTheAgent(pbx, 2, "accounts");

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void whoIsJoinedWithAnAgentWhoStaysCameThroughTheQueueThatTheAgentWasAskedForBy() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT).channel("a", "PJSIP/a", "AgentLogin", "1001");
        reachesTheAgent(pbx, 1, "support");

        pbx.channel("c", "PJSIP/trunk", "Dial", "PJSIP/c1")
                .tells("c", "103", "493022")
                .channel("c1b", "PJSIP/c1", "AppDial", "")
                .meet("b2", "c1b", "c")
                .answers()
                .leave("b2", "c")
                .hangUp("c1b")
                .hangUp("c1")
                .meet("b11", "c")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void anAgentWhoWaitsAgainHasNoPartInTheCallOfTheLastCustomerAlsoIfThatWasOfNoProfile() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT).channel("a", "PJSIP/a", "AgentLogin", "1001");
        reachesTheAgent(pbx, 1, "accounts");
        pbx.leave("b11", "c1")
                .hangUp("m11")
                .hangUp("m12")
                .leave("b12", "a")
                .waits("a")
                .channel("c1", "PJSIP/c1", "Queue", "support")
                .channel("b", "PJSIP/b", "AppQueue", "")
                .meet("b3", "b", "c1")
                .answers();
        assertThat(pbx.heard()).containsExactly("c1");

        pbx.leave("b3", "c1").hangUp("b");
        reachesTheAgent(pbx, 2, "accounts");
        pbx.leave("b22", "a").leave("b21", "m21").meet("b21", "a").answers();

        assertThat(pbx.heard()).containsExactly("c1");
    }

    private static void reachesTheAgent(TestingTrackedPbx pbx, int i, String queue) {
        pbx.channel("c" + i, "PJSIP/c" + i, "Queue", queue)
                .channel("m" + i + "1", "Local/a@agents-" + i + ";1", "AppQueue", "")
                .channel("m" + i + "2", "Local/a@agents-" + i + ";2", "AgentRequest", "1001")
                .meet("b" + i + "2", "m" + i + "2", "a")
                .meet("b" + i + "1", "m" + i + "1", "c" + i)
                .answers();
    }
}
