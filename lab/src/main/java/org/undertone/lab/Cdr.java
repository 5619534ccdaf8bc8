package org.undertone.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.undertone.lab.tool.Epoch;
import org.undertone.lab.tool.LabException;

/**
 * One call detail record of the PBX; its fields are those of Asterisk's {@code CDR()} function, in this order in
 * the PBX's CSV file.
 *
 * @param answer absent if the call was not answered
 * @param emotion the site's own field, set by {@code CDR(emotion)}; empty if it was not set
 */
public record Cdr(
        String uniqueId,
        String linkedId,
        String channel,
        String dstChannel,
        String src,
        String dst,
        String dcontext,
        String lastApp,
        String lastData,
        Instant start,
        Optional<Instant> answer,
        Instant end,
        Duration duration,
        Duration billsec,
        String disposition,
        String accountCode,
        String userField,
        String emotion) {

    private static final int FIELDS = 18;

    static Cdr of(List<String> fields) {
        if (fields.size() != FIELDS) {
            throw new LabException("A CDR of the lab's PBX has " + fields.size() + " fields instead of " + FIELDS + ": "
                    + fields + ". The mapping in cdr_custom.conf and the record Cdr must name the same fields.");
        }
        return new Cdr(
                fields.get(0),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                fields.get(4),
                fields.get(5),
                fields.get(6),
                fields.get(7),
                fields.get(8),
                Epoch.instant(fields.get(9)),
                Optional.of(fields.get(10)).map(Epoch::instant).filter(answered -> answered.getEpochSecond() > 0),
                Epoch.instant(fields.get(11)),
                Epoch.duration(fields.get(12)),
                Epoch.duration(fields.get(13)),
                fields.get(14),
                fields.get(15),
                fields.get(16),
                fields.get(17));
    }
}
