package org.undertone.app;

import java.util.Set;
import org.undertone.config.Settings;
import org.undertone.core.Emotion;
import org.undertone.rules.RuleContext;

/** What the settings tell of the world in which rules apply. */
public final class RuleContexts {

    private RuleContexts() {}

    /** Of these settings, with a model that was trained for these emotions. */
    public static RuleContext of(Settings settings, Set<Emotion> trained) {
        return RuleContext.of(trained).withProfiles(settings.profiles()).withDeliveries(Set.of());
    }
}
