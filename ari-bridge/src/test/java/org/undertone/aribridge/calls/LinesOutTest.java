package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.undertone.core.event.CallEvent;

/** What calls out tell of who is an employee, and what they do not tell. */
class LinesOutTest extends TrackedCalls {

    @Test
    void whoMayBeAnAgentOnOneLineIsNoCustomerOnAnother() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT, CAMPAIGN)
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
    void aCustomerWhomADialerCalledIsHeardInTheQueueWhenThatCallIsOver() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
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
    void inACallOutToWhomTheCustomerInDoubtWasSentOnIsNoCustomer() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT, CAMPAIGN)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT, CAMPAIGN)
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
    void theNextWhomAKeptAgentDialsIsHeardWhileTheOneBeforeIsElsewhere() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT, CAMPAIGN)
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
    void aKeptAgentsCallHasTheCustomersIdAlsoAfterAStartInTheMiddleOfIt() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(CAMPAIGN)
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
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT, CAMPAIGN)
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

    @Test
    void theNextCustomerOfADialerIsHeardThoughTheLastWaitsInAConferenceAndADoubtHasEnded() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(CAMPAIGN)
                .channel("a", "PJSIP/a", "Dial", "PJSIP/0493011@trunk,30,g")
                .says("a", "campaign")
                .channel("c1", "PJSIP/trunk", "AppDial", "")
                .tells("c1", "", "493011")
                .meet("b1", "c1", "a")
                .answers()
                .channel("e", "PJSIP/e", "Dial", "PJSIP/0493022@trunk")
                .says("e", "campaign")
                .channel("x", "PJSIP/trunk", "AppDial", "")
                .tells("x", "", "493022")
                .meet("b2", "x", "e")
                .answers()
                .leave("b1", "c1")
                .leave("b1", "a")
                .channel("c1", "PJSIP/trunk", "ConfBridge", "800")
                .meet("conference", "c1")
                .channel("a", "PJSIP/a", "Dial", "PJSIP/0493022@trunk,30,g")
                .channel("c2", "PJSIP/trunk", "AppDial", "")
                .tells("c2", "", "493022")
                .meet("b3", "c2", "a")
                .answers();
        assertThat(reason(pbx, "c2")).startsWith("its phone may be an agent's");

        pbx.hangUp("e").hangUp("x").answers();

        assertThat(pbx.heard()).containsExactly("c1", "c2");
    }

    @Test
    void whomADialerCallsNextIsNotHeardByTheCallThatTheLastWentOnTo() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(SUPPORT)
                .channel("d", "PJSIP/d", "Dial", "PJSIP/0493011@trunk")
                .channel("x", "PJSIP/trunk", "AppDial", "")
                .tells("x", "", "493011")
                .meet("b1", "x", "d")
                .channel("a", "PJSIP/a", "Dial", "PJSIP/0493011@trunk,30,g")
                .says("a", "no profile of ours")
                .channel("c1", "PJSIP/trunk", "AppDial", "")
                .tells("c1", "", "493011")
                .meet("b2", "c1", "a")
                .answers()
                .leave("b2", "c1")
                .leave("b2", "a")
                .channel("c1", "PJSIP/trunk", "Queue", "support")
                .channel("m", "PJSIP/m", "AppQueue", "")
                .meet("b3", "m", "c1")
                .answers();
        assertThat(reason(pbx, "c1")).startsWith("its phone may be an agent's");

        pbx.channel("a", "PJSIP/a", "Dial", "PJSIP/0493022@trunk,30,g")
                .channel("c2", "PJSIP/trunk", "AppDial", "")
                .tells("c2", "", "493022")
                .meet("b4", "c2", "a")
                .answers();

        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "c2")).contains("no profile of ours");
    }
}
