package org.undertone.runtime;

import java.util.Locale;
import java.util.Optional;
import org.undertone.config.Settings;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.speech.SileroVad;
import org.undertone.mediatap.TapPorts;
import org.undertone.rules.RuleContext;
import org.undertone.rules.RuleSet;

/**
 * What the settings name, open and ready: the parts of the daemon that need no PBX.
 *
 * @param ledger the ledger at work
 * @param scorer the model
 * @param shadow a second model, if there is one
 * @param vad the speech detector
 * @param rules what to do when
 * @param ports where sound comes
 */
record OpenedParts(
        LedgerAtWork ledger, Scorer scorer, Optional<Scorer> shadow, SileroVad vad, Rules rules, TapPorts ports) {

    /**
     * The rule file.
     *
     * @param file as it stood when it was read
     * @param context what its rules may name
     * @param set its rules
     */
    @SuppressWarnings("ArrayRecordComponent") // as it was read; never compared as a part of this
    record Rules(byte[] file, RuleContext context, RuleSet set) {

        static Rules read(Settings settings, ModelFolder model) {
            RuleContext context = RuleContexts.of(settings, model.description().trained());
            byte[] file = RuleFileWatch.read(settings.rules());
            return new Rules(file, context, RuleSet.load(settings.rules(), context));
        }
    }

    /** What the daemon works with, in a few words. */
    String summary() {
        return "model " + scorer.model().title() + " on "
                + scorer.live().name().toLowerCase(Locale.ROOT)
                + shadow.map(beside -> ", in its shadow " + beside.model().title())
                        .orElse("") + ", rules " + String.join(", ", rules.set().names());
    }
}
