package org.undertone.evaluation.alarms;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.rules.RuleEngine;
import org.undertone.rules.RuleSet;

/** Tells what rules would have done in recordings, each one leg of a call of its own. Several threads may use it. */
public final class Replayer {

    private static final String LEG = "recording";

    private final RecordingEars ears;
    private final RuleSet rules;
    private final Setting setting;

    /**
     * What rules may ask of a call, the same for all recordings.
     *
     * @param whose whose voice is heard
     * @param profile of the calls
     * @param queue of the calls; may be empty
     * @param startedAt when each begins
     */
    public record Setting(Role whose, String profile, String queue, Instant startedAt) {

        /** On a working day before noon where this runs, for rules that ask for hours. */
        private static final LocalDateTime MORNING = LocalDateTime.parse("2026-01-07T10:00:00");

        /** A customer's voice in a call of a weekday's morning: how recordings are measured that are no calls of a site. */
        static Setting ofAMeasuredCustomer() {
            return new Setting(
                    Role.CUSTOMER,
                    "support",
                    "",
                    MORNING.atZone(ZoneId.systemDefault()).toInstant());
        }
    }

    /** Asks those rules of what those ears hear. */
    public Replayer(RecordingEars ears, RuleSet rules, Setting setting) {
        this.ears = ears;
        this.rules = rules;
        this.setting = setting;
    }

    /**
     * Hears a recording and asks the rules of it.
     *
     * @param recording which; the call is called by its name
     * @param sound mono, 16 bits, at 16 kHz
     */
    public Replayed replay(Path recording, short[] sound) {
        CallId call = new CallId(String.valueOf(recording.getFileName()));
        LegId leg = new LegId(call, LEG);
        CallFacts facts = new CallFacts(
                call,
                setting.profile(),
                setting.queue(),
                "",
                "",
                setting.startedAt(),
                List.of(new Leg(leg, LEG, setting.whose())));
        List<Assessment> assessments = ears.hear(leg, setting.startedAt(), sound);
        RuleEngine engine = new RuleEngine(rules, InstantSource.fixed(setting.startedAt()));
        return Replayed.of(recording, assessments, engine, facts);
    }
}
