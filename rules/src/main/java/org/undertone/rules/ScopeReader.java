package org.undertone.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.undertone.config.Profile;
import org.undertone.config.yaml.Section;
import org.undertone.core.Role;
import org.undertone.rules.expr.Condition;

/** Reads where a rule applies, and whether what it asks for is heard there. */
final class ScopeReader {

    private final RuleContext context;
    private final List<String> warnings;

    ScopeReader(RuleContext context, List<String> warnings) {
        this.context = context;
        this.warnings = warnings;
    }

    Rule.Scope read(Section rule, String name, Optional<Condition> condition) {
        Rule.On on = rule.choice("on", Rule.On.CUSTOMER);
        Set<String> names = new LinkedHashSet<>(rule.texts("profiles"));
        context.profiles().ifPresent(known -> {
            refuseUnknown(rule, names, known);
            List<Profile> applies = known.stream()
                    .filter(profile -> names.isEmpty() || names.contains(profile.name()))
                    .toList();
            condition
                    .filter(compiled -> compiled.words().needBothLegs())
                    .ifPresent(compiled -> refuseOneLeg(rule, applies));
            warnOfNobody(rule, name, on, applies);
        });
        return new Rule.Scope(on, names, HoursReader.read(rule));
    }

    private static void refuseUnknown(Section rule, Set<String> names, List<Profile> known) {
        List<String> all = known.stream().map(Profile::name).toList();
        names.stream()
                .filter(name -> !all.contains(name))
                .forEach(name -> rule.problem(
                        "profiles",
                        "'" + name + "' is no profile of the settings; known are " + String.join(", ", all)));
    }

    private static void refuseOneLeg(Section rule, List<Profile> applies) {
        String deaf = applies.stream()
                .filter(profile -> !profile.legs().containsAll(Set.of(Role.CUSTOMER, Role.AGENT)))
                .map(profile -> "'" + profile.name() + "'")
                .collect(Collectors.joining(", "));
        if (!deaf.isEmpty()) {
            rule.problem(
                    "expr",
                    "overlap needs both legs, and of calls of profile " + deaf
                            + " one alone is heard; name the profiles"
                            + " that hear both under profiles, or leave overlap out");
        }
    }

    private void warnOfNobody(Section rule, String name, Rule.On on, List<Profile> applies) {
        boolean somebody =
                applies.stream().anyMatch(profile -> profile.legs().stream().anyMatch(on::includes));
        if (!somebody && !applies.isEmpty()) {
            warnings.add(rule.pathOf("on") + " of " + name + ": no profile hears this leg, so this rule never fires");
        }
    }
}
