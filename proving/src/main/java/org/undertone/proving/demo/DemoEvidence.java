package org.undertone.proving.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.Assessment;
import org.undertone.lab.Cdr;
import org.undertone.ledger.entry.TicketCause;
import org.undertone.runtime.event.DaemonEvent;

/**
 * What was found out about the call, from the phones, the PBX and the ledger.
 *
 * @param angryFrom when the customer's phone played its first angry sample
 * @param customerChannel the id of the customer's channel, as the PBX says
 * @param variables {@code EMOTION} on each leg's channel during the call, as the PBX says; empty where it is not set
 * @param control the shapes of the CDRs of the same call without Undertone
 * @param cdrs of the call, with Undertone
 * @param tickets in the ledger, with their alerts
 * @param customer the customer's phone
 * @param agent the agent's phone
 * @param tapped what the tap heard
 * @param alert the first alert
 * @param heldFor how long its rule's condition must hold
 * @param assessments all that the engine said
 * @param help what the alerts brought
 * @param left what of ours was on the PBX after the call, and after the daemon
 */
record DemoEvidence(
        Optional<Instant> angryFrom,
        String customerChannel,
        Map<String, Optional<String>> variables,
        List<CdrShape> control,
        List<Cdr> cdrs,
        List<TicketCause> tickets,
        PhoneRecordings customer,
        PhoneRecordings agent,
        ChannelSound tapped,
        Optional<DaemonEvent.Raised> alert,
        Duration heldFor,
        List<Assessment> assessments,
        Help help,
        List<String> left) {

    Optional<Instant> alertAt() {
        return alert.map(DaemonEvent.Raised::at);
    }
}
