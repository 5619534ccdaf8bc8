package org.undertone.proving.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.undertone.lab.PhoneText;
import org.undertone.lab.UserEvent;
import org.undertone.ledger.entry.SupervisionRecord;

/**
 * What was found out about the help that the alerts brought, from the phones, the PBX and the ledger.
 *
 * @param cueGiven when the daemon says that the agent was cued
 * @param texts on the agent's phone
 * @param lampBefore the lamp's state before the call, as the PBX says
 * @param lampDuring the same at the end of the call
 * @param lampAfter the same after it
 * @param userEvents of the PBX's manager interface
 * @param supervisor the supervisor's phone, if one joined
 * @param stages what the supervisor did
 * @param supervisions in the ledger
 */
record Help(
        Optional<Instant> cueGiven,
        List<PhoneText> texts,
        String lampBefore,
        String lampDuring,
        String lampAfter,
        List<UserEvent> userEvents,
        Optional<PhoneRecordings> supervisor,
        List<SupervisedTime> stages,
        List<SupervisionRecord> supervisions) {}
