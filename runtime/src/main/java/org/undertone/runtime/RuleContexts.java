package org.undertone.runtime;

import java.util.Set;
import java.util.stream.Collectors;
import org.undertone.config.Settings;
import org.undertone.core.Emotion;
import org.undertone.delivery.Deliveries;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.rules.RuleContext;

/** What the settings tell of the world in which rules apply. */
public final class RuleContexts {

    private RuleContexts() {}

    /** Of these settings, with a model that was trained for these emotions. */
    public static RuleContext of(Settings settings, Set<Emotion> trained) {
        return RuleContext.of(trained)
                .withProfiles(settings.profiles())
                .withDeliveries(settings.part(Deliveries.SETTINGS).stream()
                        .collect(Collectors.toMap(DeliverySettings::name, DeliverySettings::verbs)))
                .withVariables(settings.profiles().stream()
                        .flatMap(profile -> profile.variables().stream())
                        .collect(Collectors.toSet()));
    }
}
