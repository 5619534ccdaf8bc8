package org.undertone.aribridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.undertone.config.Profile;
import org.undertone.config.notation.DialPattern;
import org.undertone.config.notation.EndpointGlob;
import org.undertone.core.event.Finding;

/**
 * Whether the PBX has what the profiles name: their queues, numbers and endpoints. A word with a typing error in it matches no call, and
 * nothing else would ever tell.
 */
final class CheckPlaces {

    static final String QUEUES = "queues";
    static final String NUMBERS = "numbers";
    static final String ENDPOINTS = "endpoints";

    /** So many endpoints are asked for their context; where there are more, these stand for all. */
    private static final int ENDPOINTS_ASKED = 500;

    private static final String PJSIP = "PJSIP/";

    private final CheckQuestions questions;
    private final List<Profile> profiles;

    CheckPlaces(CheckQuestions questions, List<Profile> profiles) {
        this.questions = questions;
        this.profiles = List.copyOf(profiles);
    }

    static List<String> names() {
        return List.of(QUEUES, NUMBERS, ENDPOINTS);
    }

    /**
     * Looks for all of them.
     *
     * @param running the modules that run, without {@code .so}
     * @param listed all endpoints, as ARI lists them
     */
    void look(Set<String> running, JsonNode listed, CheckBook book) throws IOException {
        Set<String> endpoints = new LinkedHashSet<>();
        listed.forEach(endpoint -> endpoints.add(endpoint.path("technology").asText() + "/"
                + endpoint.path("resource").asText()));
        book.add(queues(running));
        book.add(numbers(endpoints));
        book.add(endpoints(endpoints));
    }

    private Finding queues(Set<String> running) throws IOException {
        List<String> named = profiles.stream()
                .flatMap(profile -> profile.queues().stream())
                .distinct()
                .toList();
        if (named.isEmpty()) {
            return Finding.ok(QUEUES, "no profile names a queue");
        }
        if (!running.contains("app_queue")) {
            return Finding.problem(
                    QUEUES, "app_queue.so is not running, so the PBX has no queues", "load it in modules.conf");
        }
        List<String> missing = new ArrayList<>();
        for (String queue : named) {
            if (questions
                    .value("QUEUE_EXISTS(" + queue + ")")
                    .filter("1"::equals)
                    .isEmpty()) {
                missing.add("'" + queue + "'");
            }
        }
        return missing.isEmpty()
                ? Finding.ok(QUEUES, "the PBX has " + String.join(", ", named))
                : Finding.problem(
                        QUEUES,
                        "the PBX has no queue " + String.join(", ", missing),
                        "no call through it is heard. asterisk -rx 'queue show' lists the queues by their names (on"
                                + " FreePBX a queue's name is its number); correct queues under profiles");
    }

    private Finding numbers(Set<String> endpoints) throws IOException {
        List<String> named = profiles.stream()
                .flatMap(profile -> profile.dids().stream())
                .distinct()
                .toList();
        if (named.isEmpty()) {
            return Finding.ok(NUMBERS, "no profile names a number");
        }
        Set<String> contexts = contexts(endpoints);
        if (contexts.isEmpty()) {
            return Finding.unknown(NUMBERS, "no PJSIP endpoint tells the context in which its calls arrive");
        }
        List<String> missing = new ArrayList<>();
        for (String number : named) {
            if (!known(DialPattern.example(number), contexts)) {
                missing.add(number);
            }
        }
        return missing.isEmpty()
                ? Finding.ok(NUMBERS, "calls to " + String.join(", ", named) + " have a place in the dialplan")
                : Finding.warning(
                        NUMBERS,
                        "no endpoint's context knows " + String.join(", ", missing),
                        "a call to such a number is heard where it arrives at all: compare dids under profiles with"
                                + " asterisk -rx 'dialplan show' (contexts asked: " + String.join(", ", contexts)
                                + ")");
    }

    private Set<String> contexts(Set<String> endpoints) throws IOException {
        Set<String> contexts = new LinkedHashSet<>();
        List<String> asked = endpoints.stream()
                .filter(endpoint -> endpoint.startsWith(PJSIP))
                .limit(ENDPOINTS_ASKED)
                .toList();
        for (String endpoint : asked) {
            Optional<String> context =
                    questions.value("PJSIP_ENDPOINT(" + endpoint.substring(PJSIP.length()) + ",context)");
            context.ifPresent(contexts::add);
        }
        return contexts;
    }

    private boolean known(String number, Set<String> contexts) throws IOException {
        for (String context : contexts) {
            if (questions
                    .value("DIALPLAN_EXISTS(" + context + "," + number + ",1)")
                    .filter("1"::equals)
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Finding endpoints(Set<String> endpoints) {
        List<String> named = profiles.stream()
                .flatMap(profile -> Stream.concat(profile.agents().stream(), profile.customers().stream()))
                .distinct()
                .toList();
        List<String> nobody = named.stream()
                .filter(glob -> isListed(glob, endpoints))
                .filter(glob -> endpoints.stream().noneMatch(endpoint -> EndpointGlob.matches(trunk(glob), endpoint)))
                .toList();
        if (nobody.isEmpty()) {
            return Finding.ok(
                    ENDPOINTS,
                    named.isEmpty() ? "no profile names an endpoint" : "the PBX has " + String.join(", ", named));
        }
        return Finding.warning(
                ENDPOINTS,
                "the PBX has no endpoint " + String.join(", ", nobody),
                "agents or customers under profiles name it, so nobody is known by it. asterisk -rx 'pjsip show"
                        + " endpoints' lists them; upper and lower case differ");
    }

    /** The endpoint of a number behind it: {@code PJSIP/01715550100@trunk}. */
    private static String trunk(String glob) {
        return glob.replaceFirst("/.*@", "/");
    }

    /** ARI does not list the endpoints of every technology: of one that it does not know nothing can be said. */
    private static boolean isListed(String glob, Set<String> endpoints) {
        String technology = glob.substring(0, glob.indexOf('/') + 1);
        return endpoints.stream().anyMatch(endpoint -> endpoint.startsWith(technology));
    }
}
