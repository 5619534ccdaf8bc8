package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;

/** Why a phone that is or may be an agent's is not heard, and that what the reason asks the settings to name helps. */
class NamedNumbersTest extends TrackedCalls {

    private static final String NUMBER = "PJSIP/0493022@trunk";

    private static TestingProfile support() {
        return TestingProfile.named("support").queues("support").dids("641");
    }

    @Test
    void anAgentsPhoneOfBeforeIsNotHeardForThatReason() {
        TestingTrackedPbx pbx = wasAnAgents("PJSIP/s", support().build());

        assertThat(reason(pbx, "asks"))
                .isEqualTo(
                        "its phone was an agent's before, or is a queue's member; if it is a customer's, name PJSIP/s under"
                                + " customers of profile support");
        assertThat(wasAnAgents("PJSIP/s", support().customers("PJSIP/s").build())
                        .heard())
                .containsExactly("asks");
    }

    @Test
    void soIsItsOtherLineThatWasTakenForACustomers() {
        Profile support = support().build();
        TestingTrackedPbx pbx = new TestingTrackedPbx(support)
                .channel("c", "PJSIP/c", "Queue", "support")
                .channel("s1", "PJSIP/s", "AppQueue", "")
                .meet("b", "s1", "c")
                .answers();

        asks(pbx, "PJSIP/s", "");

        assertThat(reason(pbx, "asks")).startsWith("its phone was an agent's before");
    }

    @Test
    void behindATrunkTheNumberIsToBeNamedOfWhichTheReasonTellsTheEnd() {
        TestingTrackedPbx pbx = wasAnAgents("PJSIP/trunk", support().build());

        assertThat(reason(pbx, "asks"))
                .isEqualTo(
                        "its phone was an agent's before, or is a queue's member; if it is a customer's, name PJSIP/NUMBER@trunk"
                                + " (its number ends in 022) under customers of profile support");
        assertThat(wasAnAgents("PJSIP/trunk", support().customers("PJSIP/trunk").build())
                        .heard())
                .as("the trunk says nothing of who is behind it")
                .isEmpty();
        assertThat(wasAnAgents("PJSIP/trunk", support().customers(NUMBER).build())
                        .heard())
                .containsExactly("asks");
    }

    @Test
    void soItIsOfANumberThatMayBeAnAgents() {
        Profile nobody = support().build();
        TestingTrackedPbx pbx = wasDialled(nobody);

        assertThat(reason(pbx, "asks"))
                .isEqualTo(
                        "its phone may be an agent's: it is or was in another call of which it is not known who was who; name"
                                + " PJSIP/NUMBER@trunk (its number ends in 022) under agents or customers of profile support");
        assertThat(wasDialled(support().customers(NUMBER).build()).heard()).containsExactly("asks");
        TestingTrackedPbx agents =
                wasDialled(support().agents(NUMBER).customers("PJSIP/trunk").build());
        assertThat(agents.heard()).isEmpty();
        assertThat(reason(agents, "asks")).isEqualTo("profile support does not hear the agent");
    }

    @Test
    void aNumberThatIsNamedAnAgentsIsOneFromTheFirstCallOn() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(support().agents(NUMBER).build());

        asks(pbx, "PJSIP/trunk", "493022");
        assertThat(pbx.heard()).isEmpty();
        assertThat(reason(pbx, "asks")).isEqualTo("profile support does not hear the agent");

        pbx.hangUp("asks").hangUp("other");
        asks(pbx, "PJSIP/trunk", "493033");
        assertThat(pbx.heard()).as("another number behind it").containsExactly("asks");
    }

    @Test
    void whomAQueueCallsIsAnAgentInThatCallAlsoIfTheSettingsNameTheNumberACustomers() {
        TestingTrackedPbx pbx = new TestingTrackedPbx(
                        support().customers(NUMBER).build())
                .channel("c", "PJSIP/c", "Queue", "support")
                .channel("m", "PJSIP/trunk", "AppQueue", "")
                .tells("m", "", "493022")
                .meet("b", "m", "c")
                .answers();

        assertThat(pbx.heard()).containsExactly("c");
    }

    /** A queue called it before, and now it asks the queue itself. */
    private static TestingTrackedPbx wasAnAgents(String device, Profile support) {
        String number = device.equals("PJSIP/trunk") ? "493022" : "";
        TestingTrackedPbx pbx = new TestingTrackedPbx(support)
                .channel("c", "PJSIP/c", "Queue", "support")
                .channel("a", device, "AppQueue", "")
                .tells("a", "", number)
                .meet("b", "a", "c")
                .answers()
                .hangUp("a")
                .hangUp("c");
        return asks(pbx, device, number);
    }

    /** A customer was sent on to that number before, which now asks the queue itself. */
    private static TestingTrackedPbx wasDialled(Profile support) {
        TestingTrackedPbx pbx = new TestingTrackedPbx(support)
                .channel("c", "PJSIP/c", "Dial", NUMBER)
                .tells("c", "641", "")
                .channel("t", "PJSIP/trunk", "AppDial", "")
                .tells("t", "", "493022")
                .meet("b", "t", "c")
                .answers()
                .hangUp("t")
                .hangUp("c");
        return asks(pbx, "PJSIP/trunk", "493022");
    }

    private static TestingTrackedPbx asks(TestingTrackedPbx pbx, String device, String number) {
        return pbx.channel("asks", device, "Queue", "support")
                .tells("asks", "", number)
                .channel("other", "PJSIP/other", "AppQueue", "")
                .meet("queue", "other", "asks")
                .answers();
    }
}
