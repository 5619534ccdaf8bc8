package org.undertone.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.undertone.config.Profile;
import org.undertone.core.Emotion;

/**
 * What a rule file is checked against, besides itself. What is empty is not known, and not checked.
 *
 * @param trained the emotions that the model can give at all; asking for another is a warning
 * @param profiles those of the settings
 * @param deliveries the names of those of the settings, and the verbs of the actions that each carries
 * @param variables the channel variables that profiles name
 */
public record RuleContext(
        Set<Emotion> trained,
        Optional<List<Profile>> profiles,
        Optional<Map<String, Set<String>>> deliveries,
        Optional<Set<String>> variables) {

    public RuleContext {
        trained = Set.copyOf(trained);
        profiles = profiles.map(List::copyOf);
        deliveries = deliveries.map(Map::copyOf);
        variables = variables.map(Set::copyOf);
    }

    /** Nothing but the model is known. */
    public static RuleContext of(Set<Emotion> trained) {
        return new RuleContext(trained, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Where the profiles are these. */
    public RuleContext withProfiles(List<Profile> known) {
        return new RuleContext(trained, Optional.of(known), deliveries, variables);
    }

    /** Where the deliveries have these names, and carry the actions with these verbs. */
    public RuleContext withDeliveries(Map<String, Set<String>> known) {
        return new RuleContext(trained, profiles, Optional.of(known), variables);
    }

    /** Where profiles name these channel variables. */
    public RuleContext withVariables(Set<String> known) {
        return new RuleContext(trained, profiles, deliveries, Optional.of(known));
    }
}
