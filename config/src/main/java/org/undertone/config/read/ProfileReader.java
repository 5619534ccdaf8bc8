package org.undertone.config.read;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.undertone.config.Profile;
import org.undertone.config.notation.ChannelVariable;
import org.undertone.config.notation.DialPattern;
import org.undertone.config.notation.EndpointGlob;
import org.undertone.config.yaml.Section;
import org.undertone.core.Role;

/** Reads the profiles of a settings file. Used once. */
final class ProfileReader {

    private static final int MOST_VARIABLES = 20;

    private final Set<String> names = new HashSet<>();
    private final boolean agentsAllowed;

    private ProfileReader(boolean agentsAllowed) {
        this.agentsAllowed = agentsAllowed;
    }

    static List<Profile> read(Section root) {
        ProfileReader reader = new ProfileReader(agentAnalysis(root));
        List<Profile> profiles =
                root.sections("profiles").stream().map(reader::profile).toList();
        if (profiles.isEmpty()) {
            root.problem("profiles", "is empty; name at least one queue or number whose calls are to be heard");
        }
        return profiles;
    }

    /** Hearing agents is locked until somebody with the right to do so has put a name and a basis to it. */
    private static boolean agentAnalysis(Section root) {
        if (!root.has("agent-analysis")) {
            return false;
        }
        Section section = root.section("agent-analysis");
        section.text("confirmed-by");
        section.text("legal-basis");
        section.done();
        return true;
    }

    private Profile profile(Section section) {
        Profile profile = new Profile(
                name(section),
                section.texts("queues"),
                checked(section, "dids", DialPattern::problem),
                section.choice("direction", Profile.Direction.INBOUND),
                checked(section, "agents", ProfileReader::endpointProblem),
                checked(section, "customers", ProfileReader::endpointProblem),
                section.has("legs") ? legs(section) : EnumSet.of(Role.CUSTOMER),
                section.integer("priority", Profile.USUAL_PRIORITY, 1, 9),
                variables(section),
                group(section),
                section.choice("after-agent", Profile.AfterAgent.NOT_HEARD));
        for (int i = 0; i < profile.customers().size(); i++) {
            customerThatIsAnAgent(section, profile, i);
        }
        section.done();
        return profile;
    }

    private static List<String> variables(Section section) {
        List<String> names = checked(section, "variables", ChannelVariable::problem);
        if (names.size() > MOST_VARIABLES) {
            section.problem(
                    "variables",
                    names.size() + " of them; at most " + MOST_VARIABLES
                            + ", since each is asked of the PBX at the beginning of each call");
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.indexOf(names.get(i)) < i) {
                section.problem("variables[" + i + "]", "'" + names.get(i) + "' is there already");
            }
        }
        return names;
    }

    private static String group(Section section) {
        String name = section.text("customer-group", Profile.GROUP);
        ChannelVariable.problem(name)
                .ifPresent(problem -> section.problem("customer-group", "'" + name + "' " + problem));
        return name;
    }

    private String name(Section section) {
        String name = section.text("name");
        if (name.equals(Profile.OFF)) {
            section.problem(
                    "name",
                    "'" + name + "' is reserved: with " + Profile.VARIABLE + "=" + Profile.OFF
                            + " a dialplan says that a call must not be heard; give another name");
        } else if (!name.isBlank() && !names.add(name)) {
            section.problem("name", "'" + name + "' is used by an earlier profile");
        }
        return name;
    }

    private static List<String> checked(Section section, String key, Function<String, Optional<String>> check) {
        List<String> texts = section.texts(key);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            String place = key + "[" + i + "]";
            check.apply(text).ifPresent(problem -> section.problem(place, "'" + text + "' " + problem));
        }
        return texts;
    }

    private static Optional<String> endpointProblem(String text) {
        return EndpointGlob.isOne(text)
                ? Optional.empty()
                : Optional.of(
                        "is no endpoint such as PJSIP/7001 or PJSIP/7*: a technology, a slash and a name, in which"
                                + " '*' stands for any characters and '?' for one");
    }

    private static void customerThatIsAnAgent(Section section, Profile profile, int index) {
        String customer = profile.customers().get(index);
        profile.agents().stream()
                .filter(agent -> EndpointGlob.covers(agent, customer))
                .findFirst()
                .ifPresent(agent -> section.problem(
                        "customers[" + index + "]",
                        "'" + customer + "' is an agent's already, by '" + agent
                                + "' in agents; an endpoint is either an agent's or a customer's"));
    }

    private Set<Role> legs(Section section) {
        Set<Role> legs = EnumSet.noneOf(Role.class);
        for (String written : section.texts("legs")) {
            switch (written) {
                case "customer" -> legs.add(Role.CUSTOMER);
                case "agent" -> legs.add(Role.AGENT);
                default -> section.problem("legs", "'" + written + "' is not one of customer, agent");
            }
        }
        if (legs.contains(Role.AGENT) && !agentsAllowed) {
            section.problem(
                    "legs",
                    "hearing agents is locked; it needs agent-analysis with confirmed-by and legal-basis "
                            + "(in the EU it is prohibited at work, AI Act Art. 5(1)(f))");
        }
        return legs;
    }
}
