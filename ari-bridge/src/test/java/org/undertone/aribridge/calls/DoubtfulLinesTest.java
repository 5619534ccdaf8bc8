package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;
import org.undertone.core.event.CallEvent;

/** Who may be a customer and may be an agent is not heard for as long as that is in doubt, and no longer. */
class DoubtfulLinesTest extends TrackedCalls {

    private static final String IN_DOUBT = "its phone may be an agent's";

    /** A customer asks the queue while somebody calls the same number, and a program sends both to a conference. */
    private static TestingTrackedPbx inAConferenceWithAnAgent() {
        return new TestingTrackedPbx(SUPPORT)
                .channel("d", "PJSIP/d", "Dial", "PJSIP/0493022@trunk")
                .channel("c1", "PJSIP/trunk", "AppDial", "")
                .tells("c1", "", "493022")
                .meet("b1", "c1", "d")
                .channel("c2", "PJSIP/trunk", "Queue", "support")
                .tells("c2", "", "493022")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b2", "a", "c2")
                .answers()
                .leave("b2", "c2")
                .leave("b2", "a")
                .channel("c2", "PJSIP/trunk", "ConfBridge", "800")
                .channel("a", "PJSIP/a", "ConfBridge", "800")
                .meet("conference", "c2", "a")
                .answers();
    }

    @Test
    void whoIsInDoubtStaysSoWhereNothingTells() {
        TestingTrackedPbx pbx = inAConferenceWithAnAgent();

        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "c2")).startsWith(IN_DOUBT);
    }

    @Test
    void andIsHeardThereWhenTheOtherCallIsOver() {
        TestingTrackedPbx pbx = inAConferenceWithAnAgent();

        pbx.hangUp("c1").hangUp("d").answers();

        assertThat(pbx.heard()).containsExactly("c2");
    }

    @Test
    void whoWasSentOnMeanwhileIsHeardWhenTheOtherCallIsOver() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT, CAMPAIGN)
                .callsOut("d", "c1", "b1")
                .callsOut("e", "c2", "b2")
                .leave("b2", "c2")
                .hangUp("e")
                .channel("c2", "PJSIP/trunk", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b3", "a", "c2")
                .answers();
        assertThat(reason(pbx, "c2")).startsWith(IN_DOUBT);

        pbx.hangUp("c1").hangUp("d").answers();

        assertThat(pbx.heard()).containsExactly("c2");
    }

    @Test
    void aCustomerToWhosePhoneAnotherIsTransferredIsInDoubtAndNoAgent() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("c1", "PJSIP/c", "Queue", "support")
                .channel("a1", "PJSIP/a1", "AppQueue", "")
                .meet("b1", "a1", "c1")
                .channel("x", "PJSIP/x", "Queue", "support")
                .channel("a2", "PJSIP/a2", "AppQueue", "")
                .meet("b2", "a2", "x")
                .answers();
        assertThat(pbx.heard()).containsExactly("c1", "x");

        pbx.leave("b2", "x")
                .hangUp("a2")
                .channel("x", "PJSIP/x", "Dial", "PJSIP/c")
                .channel("c2", "PJSIP/c", "AppDial", "")
                .meet("b3", "c2", "x")
                .answers();

        assertThat(pbx.heard()).containsExactly("x");
        assertThat(reason(pbx, "c1")).startsWith(IN_DOUBT);
        assertThat(reason(pbx, "a1")).isEqualTo("profile support does not hear the agent");
    }

    @Test
    void aCustomerWhoWasCalledAndSentOnIsInDoubtWhenFound() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(CAMPAIGN)
                .channel("c", "PJSIP/c", "Dial", "PJSIP/a")
                .says("c", "campaign", "the call of who called")
                .channel("a", "PJSIP/a", "AppDial", "")
                .meet("b", "a", "c");

        pbx.start(CAMPAIGN);
        pbx.stock().answers();

        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "c")).startsWith(IN_DOUBT);
    }

    @Test
    void anAgentWhoIsFoundCallingIsNone() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(CAMPAIGN)
                .channel("a", "PJSIP/a", "Dial", "PJSIP/0493022@trunk")
                .says("a", "campaign", "a")
                .channel("c", "PJSIP/trunk", "AppDial", "")
                .tells("c", "", "493022")
                .meet("b", "c", "a");

        pbx.start(CAMPAIGN);
        pbx.stock().answers();

        assertThat(pbx.heard()).containsExactly("c");
        assertThat(reason(pbx, "a")).isEqualTo("profile campaign does not hear the agent");
    }

    @Test
    void aDoubtThatHasEndedDoesNotGoOnBecauseOfTheColleagueWhomTheAgentHasBroughtIn() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(CAMPAIGN)
                .callsOut("d", "c1", "b1")
                .callsOut("e", "c2", "b2")
                .channel("s1", "PJSIP/s", "AppDial", "")
                .channel("y", "PJSIP/y", "Dial", "PJSIP/s")
                .meet("b3", "s1", "y")
                .channel("s2", "PJSIP/s", "AppDial", "")
                .meet("b2", "s2")
                .hangUp("e")
                .answers();

        pbx.hangUp("c1").hangUp("d").answers();

        assertThat(pbx.heard()).containsExactly("c2");
    }

    @Test
    void thatACallerWasJoinedWithAnOlderCallIsNoDoubt() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("c", "PJSIP/c", "Dial", "PJSIP/r")
                .says("c", "", "an older call")
                .channel("l1", "Local/600@in-1;1", "AppDial", "")
                .channel("l2", "Local/600@in-1;2", "Queue", "support")
                .says("l2", "", "an older call")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "a", "l2")
                .meet("b2", "l1", "c");

        pbx.start(SUPPORT);
        pbx.stock().answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    @Test
    void whoWasSentOnWithALocalChannelThroughABotIsInDoubtOnEveryLine() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("l1", "Local/s@in-1;1", "AppDial", "")
                .channel("l2", "Local/s@in-1;2", "Dial", "PJSIP/s")
                .says("l2", "support")
                .channel("s", "PJSIP/s", "AppDial", "")
                .channel("r", "PJSIP/r", "Dial", "Local/s@in")
                .tells("r", "641", "", "PJSIP/r", "PJSIP/a")
                .meet("b1", "s", "l2")
                .meet("b2", "l1", "r")
                .answers()
                .leave("b2", "l1")
                .hangUp("r")
                .channel("l1", "Local/s@in-1;1", "Stasis", "bot")
                .meet("b3", "l1")
                .leave("b3", "l1")
                .channel("l1", "Local/s@in-1;1", "Dial", "PJSIP/a")
                .channel("a", "PJSIP/a", "AppDial", "")
                .meet("b4", "a", "l1")
                .answers();

        asksTheQueue(pbx, "PJSIP/s");

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void whoIsFoundAsIfADialerHadCalledThemIsNoCustomerOnAnotherLine() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("l1", "Local/c@out-1;1", "Queue", "support")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/s")
                .channel("s1", "PJSIP/s", "AppDial", "")
                .channel("a1", "PJSIP/a1", "AppQueue", "")
                .meet("b1", "s1", "l2")
                .meet("b2", "a1", "l1")
                .channel("s2", "PJSIP/s", "Queue", "support")
                .channel("a2", "PJSIP/a2", "AppQueue", "")
                .meet("b3", "a2", "s2");

        pbx.start(SUPPORT);
        pbx.stock().answers();

        assertThat(pbx.heard()).doesNotContain("s2");
    }

    @Test
    void norIsWhoIsFoundWhereALocalChannelAsksAQueue() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("l1", "Local/c@out-1;1", "Queue", "support")
                .channel("l2", "Local/c@out-1;2", "Queue", "support")
                .says("l2", Profile.OFF)
                .channel("s1", "PJSIP/s", "AppDial", "")
                .channel("a1", "PJSIP/a1", "AppQueue", "")
                .meet("b1", "s1", "l2")
                .meet("b2", "a1", "l1")
                .channel("s2", "PJSIP/s", "Queue", "support")
                .channel("a2", "PJSIP/a2", "AppQueue", "")
                .meet("b3", "a2", "s2");

        pbx.start(SUPPORT);
        pbx.stock().answers();

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void norIsWhoIsFoundWhereALocalChannelCallsANumber() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("s2", "PJSIP/s", "Queue", "support")
                .channel("a2", "PJSIP/a2", "AppQueue", "")
                .meet("b3", "a2", "s2")
                .channel("l1", "Local/c@out-1;1", "Dial", "PJSIP/a1")
                .tells("l1", "641", "")
                .channel("l2", "Local/c@out-1;2", "Dial", "PJSIP/s")
                .channel("s1", "PJSIP/s", "AppDial", "")
                .channel("a1", "PJSIP/a1", "AppDial", "")
                .meet("b1", "s1", "l2")
                .meet("b2", "a1", "l1");

        pbx.start(SUPPORT);
        pbx.stock().answers();

        assertThat(pbx.heard()).as("what it tells comes last").doesNotContain("s2");
    }

    @Test
    void whoIsHeardIsNoLongerWhenSomebodyCallsTheirPhoneOnAnotherLine() {
        TestingTrackedPbx pbx = asksTheQueue(new TestingTrackedPbx(SUPPORT), "PJSIP/s");
        assertThat(pbx.heard()).as("nothing tells yet").containsExactly("asks");

        pbx.channel("x", "PJSIP/x", "Dial", "PJSIP/s")
                .channel("s", "PJSIP/s", "AppDial", "")
                .meet("b", "s", "x")
                .answers();
        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "asks")).startsWith(IN_DOUBT);

        pbx.hangUp("s").hangUp("x").answers();
        assertThat(pbx.heard()).as("it is known as a phone that is called").isEmpty();
    }

    @Test
    void unlessTheSettingsNameItACustomers() {
        Profile names = TestingProfile.named("support")
                .queues("support")
                .customers("PJSIP/s")
                .build();
        TestingTrackedPbx pbx = asksTheQueue(new TestingTrackedPbx(names), "PJSIP/s");

        pbx.channel("x", "PJSIP/x", "Dial", "PJSIP/s")
                .channel("s", "PJSIP/s", "AppDial", "")
                .meet("b", "s", "x")
                .answers();

        assertThat(pbx.heard()).containsExactly("asks");
    }

    @Test
    void aNumberToWhichALocalChannelIsSentOnIsInDoubtOnItsOtherLineAlsoBehindACustomersTrunk() {
        Profile names = TestingProfile.named("support")
                .queues("support")
                .customers("PJSIP/trunk")
                .build();
        TestingTrackedPbx pbx = new TestingTrackedPbx(names).channel("asks", "PJSIP/trunk", "Queue", "support");
        pbx.tells("asks", "", "491715")
                .channel("a1", "PJSIP/a1", "AppQueue", "")
                .meet("b1", "a1", "asks")
                .channel("r", "PJSIP/r", "Dial", "Local/600@in")
                .channel("l1", "Local/600@in-1;1", "AppDial", "")
                .channel("l2", "Local/600@in-1;2", "Queue", "support")
                .channel("a2", "PJSIP/a2", "AppQueue", "")
                .meet("b2", "a2", "l2")
                .meet("b3", "l1", "r")
                .answers()
                .leave("b3", "l1")
                .hangUp("r")
                .channel("l1", "Local/600@in-1;1", "Dial", "PJSIP/491715@trunk")
                .channel("called", "PJSIP/trunk", "AppDial", "")
                .tells("called", "", "491715")
                .meet("b4", "called", "l1")
                .answers();

        assertThat(pbx.heard()).doesNotContain("asks");
    }

    @Test
    void aCustomerWhoseNumberIsCalledMeanwhileIsHeardAgainInTheSameCallAlsoWhereNothingTells() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT, CAMPAIGN)
                .callsOut("e", "c", "b1")
                .leave("b1", "c")
                .leave("b1", "e")
                .channel("c", "PJSIP/trunk", "ConfBridge", "800")
                .channel("e", "PJSIP/e", "ConfBridge", "800")
                .meet("conference", "c", "e")
                .answers();
        assertThat(pbx.heard()).containsExactly("c");

        pbx.channel("d", "PJSIP/d", "Dial", "PJSIP/0493022@trunk")
                .channel("c2", "PJSIP/trunk", "AppDial", "")
                .tells("c2", "", "493022")
                .meet("b2", "c2", "d")
                .answers();
        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "c")).startsWith(IN_DOUBT);

        pbx.hangUp("c2").hangUp("d").answers();
        assertThat(pbx.heard()).containsExactly("c");
        assertThat(pbx.events(CallEvent.CallEnded.class)).isEmpty();

        pbx.hangUp("c").answers();
        assertThat(pbx.events(CallEvent.CallEnded.class)).hasSize(1);
    }

    @Test
    void aCallEndsWithItsCustomerAlsoIfThatOneIsInDoubt() {
        TestingTrackedPbx pbx = asksTheQueue(new TestingTrackedPbx(SUPPORT), "PJSIP/s");
        pbx.channel("x", "PJSIP/x", "Dial", "PJSIP/s")
                .channel("s", "PJSIP/s", "AppDial", "")
                .meet("b", "s", "x")
                .answers()
                .channel("y", "PJSIP/y", "ConfBridge", "")
                .meet("queue", "y")
                .answers();
        assertThat(pbx.events(CallEvent.CallEnded.class)).isEmpty();

        pbx.hangUp("asks").answers();

        assertThat(pbx.events(CallEvent.CallEnded.class))
                .extracting(ended -> ended.call().linkedId())
                .contains("asks");
    }

    @Test
    void whoIsFoundOnBothSidesOfOneConversationIsNoCustomer() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("asks", "PJSIP/s", "Queue", "support")
                .channel("l1", "Local/600@in-1;1", "AppDial", "")
                .channel("l2", "Local/600@in-1;2", "Queue", "support")
                .channel("s", "PJSIP/s", "AppDial", "")
                .meet("b1", "asks", "l2")
                .meet("b2", "s", "l1");

        pbx.start(SUPPORT);
        pbx.stock().answers();

        assertThat(pbx.heard()).isEmpty();
    }

    @Test
    void whoIsInDoubtIsNoAgentBecauseOfTheCustomerWithWhomTheyWereJoined() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT, CAMPAIGN)
                .callsOut("d", "c1", "b1")
                .callsOut("e", "c2", "b2")
                .channel("k", "PJSIP/k", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b3", "a", "k")
                .answers();
        assertThat(reason(pbx, "c2")).startsWith(IN_DOUBT);

        pbx.leave("b2", "c2")
                .leave("b3", "a")
                .meet("b3", "c2")
                .hangUp("e")
                .hangUp("a")
                .answers()
                .channel("a2", "PJSIP/a2", "AppQueue", "")
                .meet("b3", "a2")
                .hangUp("k")
                .answers()
                .hangUp("c1")
                .hangUp("d")
                .answers();

        assertThat(pbx.heard()).containsExactly("c2");
    }

    @Test
    void whomTakingStockLeavesInDoubtIsToldSoAtOnce() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("s1", "PJSIP/s", "AppQueue", "")
                .channel("k", "PJSIP/k", "Queue", "support")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b", "a", "k")
                .answers();
        asksTheQueue(pbx, "PJSIP/s");
        assertThat(pbx.heard()).containsExactly("k", "asks");

        pbx.meetUnseen("b", "s1").stock();

        assertThat(pbx.heard()).containsExactly("k");
        assertThat(reason(pbx, "asks")).startsWith(IN_DOUBT);
    }

    @Test
    void whoIsInDoubtFromNowOnIsToldSoAlsoWhereAnotherCustomersCallGoesOn() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("c", "PJSIP/c", "Queue", "support")
                .channel("a1", "PJSIP/a1", "AppQueue", "")
                .meet("b1", "a1", "c")
                .channel("d", "PJSIP/d", "Queue", "support")
                .channel("a2", "PJSIP/a2", "AppQueue", "")
                .meet("b2", "a2", "d")
                .answers()
                .hangUp("a2")
                .meet("b1", "d")
                .answers();
        assertThat(pbx.heard()).containsExactly("c", "d");

        pbx.channel("x", "PJSIP/x", "Queue", "support")
                .channel("a3", "PJSIP/a3", "AppQueue", "")
                .meet("b3", "a3", "x")
                .answers()
                .hangUp("a3")
                .channel("x", "PJSIP/x", "Dial", "PJSIP/d")
                .channel("d2", "PJSIP/d", "AppDial", "")
                .meet("b4", "d2", "x")
                .answers();

        assertThat(pbx.heard()).containsExactly("c", "x");
        assertThat(reason(pbx, "d")).startsWith(IN_DOUBT);
    }

    private static Profile campaignWith(String customers) {
        return TestingProfile.named("campaign")
                .dids("_0X.")
                .outbound()
                .customers(customers)
                .build();
    }

    /** They doubted each other without end, until the stack was full. */
    @Test
    void twoLinesOfANumberThatTheSettingsNameACustomersAreBothHeard() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT, campaignWith("PJSIP/0493022@trunk"))
                .callsOut("d", "c1", "b1")
                .callsOut("e", "c2", "b2");

        assertThat(pbx.heard()).containsExactly("c1", "c2");
    }

    /** Likewise, though only their trunk is named: in the same conversation neither was a doubt of the other. */
    @Test
    void twoLinesOfOnePhoneThatMeetAreBothInDoubt() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT, campaignWith("PJSIP/trunk"))
                .channel("asks", "PJSIP/trunk", "Queue", "support")
                .tells("asks", "", "493022")
                .channel("a", "PJSIP/a", "AppQueue", "")
                .meet("b1", "a", "asks")
                .callsOut("e", "c1", "b2")
                .hangUp("a")
                .channel("a2", "PJSIP/a", "Dial", "PJSIP/0493022@trunk")
                .tells("a2", "0493022", "")
                .channel("c2", "PJSIP/trunk", "AppDial", "")
                .tells("c2", "", "493022")
                .meet("b1", "c2", "a2")
                .answers()
                .leave("b1", "c2")
                .meet("b2", "c2")
                .answers();

        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "c1")).startsWith(IN_DOUBT);
    }

    @Test
    void whoIsInDoubtBecauseOfAnotherLineInTheSameConversationIsHeardWhenThatOneIsOver() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT, CAMPAIGN)
                .callsOut("d", "c2", "b2")
                .callsOut("e", "c1", "b1")
                .leave("b2", "c2")
                .meet("b1", "c2")
                .answers();
        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "c1")).startsWith(IN_DOUBT);
        assertThat(reason(pbx, "c2")).startsWith(IN_DOUBT);

        pbx.hangUp("c2").hangUp("d").answers();

        assertThat(pbx.heard()).containsExactly("c1");
    }
}
