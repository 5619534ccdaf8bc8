package org.undertone.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.undertone.config.SettingsPart;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.CallFacts;
import org.undertone.delivery.kind.Answer;
import org.undertone.delivery.kind.Connector;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.delivery.kind.Notice;
import org.undertone.delivery.kind.Parcel;
import org.undertone.ledger.entry.Outgoing;
import org.undertone.wire.WireJson;

/**
 * All destinations of the settings. Renders what an alert sends, on any thread and without waiting for anybody; the
 * {@link Courier} brings it there.
 */
public final class Deliveries {

    /** How long a dead letter for an unknown destination would be tried; it never is before somebody asks for it. */
    private static final Duration DAY = Duration.ofHours(24);

    /** What the settings say of them, under {@code deliveries}; none where they say nothing. */
    public static final SettingsPart<List<DeliverySettings>> SETTINGS =
            new SettingsPart<>(List.of(), DeliveryReader::read);

    private final Map<String, Destination> destinations = new LinkedHashMap<>();

    private Deliveries() {}

    /**
     * Takes the destinations of the settings; speaks to none yet.
     *
     * @throws org.undertone.config.yaml.SettingsException if a template or a file of certificates cannot be used
     */
    public static Deliveries open(List<DeliverySettings> settings, InstantSource clock) {
        Deliveries deliveries = new Deliveries();
        for (DeliverySettings one : settings) {
            Connector connector = one.connector(clock);
            // Once for nothing: the first alert shall not wait until classes are loaded.
            connector.render(TestNotice.to(one, clock.instant()));
            deliveries.destinations.put(one.name(), new Destination(one, connector));
        }
        return deliveries;
    }

    /** Their names, in the order of the settings. */
    public List<String> names() {
        return List.copyOf(destinations.keySet());
    }

    /** Why that action could not be brought to where it is to go; empty where all is well. */
    public Optional<String> problem(Action.Delivered action) {
        if (action.to().isEmpty()) {
            return Optional.empty();
        }
        Destination destination = destinations.get(action.to());
        if (destination == null) {
            String known = destinations.isEmpty() ? "none is there" : "there are " + String.join(", ", names());
            return Optional.of("no delivery '" + action.to() + "' is in the settings; " + known);
        }
        return destination.settings().verbs().contains(action.verb())
                ? Optional.empty()
                : Optional.of("the delivery '" + action.to() + "' is of the kind "
                        + destination.settings().kind().word() + ", which takes no " + action.verb());
    }

    /**
     * What an alert sends, ready to be kept with it. What cannot be brought is in it as a dead letter, with the reason.
     *
     * @param ledger that will keep it: {@link org.undertone.ledger.Ledger#id}
     */
    public List<Outgoing> outgoing(UUID ledger, Alert alert, CallFacts facts) {
        List<Outgoing> outgoing = new ArrayList<>();
        for (int i = 0; i < alert.actions().size(); i++) {
            if (alert.actions().get(i) instanceof Action.Delivered action
                    && !action.to().isEmpty()) {
                outgoing.addAll(outgoing(new Notice(ledger, alert, facts, i + 1, action)));
            }
        }
        return outgoing;
    }

    private List<Outgoing> outgoing(Notice notice) {
        Action.Delivered action = notice.action();
        Optional<String> problem = problem(action);
        if (problem.isPresent()) {
            return List.of(one(notice, 1, WireJson.tree(notice.message()).toString(), DAY, problem.get()));
        }
        Destination destination = destinations.get(action.to());
        List<String> bodies;
        try {
            bodies = destination.connector().render(notice);
        } catch (RuntimeException e) {
            return List.of(
                    one(notice, 1, WireJson.tree(notice.message()).toString(), DAY, "it could not be written: " + e));
        }
        List<Outgoing> parts = new ArrayList<>();
        for (String body : bodies) {
            parts.add(one(
                    notice,
                    parts.size() + 1,
                    body,
                    destination.settings().terms().giveUp(),
                    ""));
        }
        return parts;
    }

    private static Outgoing one(Notice notice, int part, String body, Duration giveUpAfter, String fault) {
        return new Outgoing(
                notice.position(),
                part,
                notice.action().to(),
                notice.action().verb(),
                notice.key(part),
                body,
                giveUpAfter,
                fault);
    }

    /**
     * Sends a real message that says it is a test, past the outbox, and tells what was answered: one answer for each
     * recipient, in their order.
     *
     * @throws IllegalArgumentException if there is no destination of that name
     */
    public List<Answer> test(String name, Instant now) throws InterruptedException {
        Destination destination = destinations.get(name);
        if (destination == null) {
            throw new IllegalArgumentException("no delivery '" + name + "' among " + names());
        }
        Notice notice = TestNotice.to(destination.settings(), now);
        List<Answer> answers = new ArrayList<>();
        for (String body : destination.connector().render(notice)) {
            answers.add(destination.connector().send(new Parcel(notice.key(answers.size() + 1), body)));
        }
        return answers;
    }

    Collection<Destination> destinations() {
        return List.copyOf(destinations.values());
    }
}
