package org.undertone.evaluation.tune;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.undertone.ledger.HeardCalls;
import org.undertone.ledger.entry.CallRecord;

/** Calls of the ledger, read anew each time they are gone through: they may be too many to hold. */
public final class KeptCalls {

    private final HeardCalls ledger;
    private final List<CallRecord> calls;

    /** Those that began since then and have ended. */
    public KeptCalls(HeardCalls ledger, Instant since) {
        this.ledger = ledger;
        this.calls = ledger.since(since);
    }

    /** Which calls they are, without what was heard in them. */
    public List<CallRecord> calls() {
        return calls;
    }

    void each(Consumer<KeptCall> hear) {
        calls.forEach(call -> hear.accept(KeptCall.of(ledger.of(call))));
    }
}
