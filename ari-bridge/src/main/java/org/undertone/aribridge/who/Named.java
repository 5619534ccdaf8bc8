package org.undertone.aribridge.who;

import java.util.List;
import java.util.Optional;
import org.undertone.config.Profile;
import org.undertone.core.Role;

/** Who somebody is by the settings, which name endpoints, or one number behind an endpoint: {@code PJSIP/01715550100@trunk}. */
final class Named {

    private static final int SHOWN = 3;

    private Named() {}

    /** Who a profile says that it is; a number tells more than its trunk. */
    static Optional<Role> in(Profile profile, SeenChannel channel) {
        return byNumber(profile, channel)
                .or(() -> profile.roleOf(channel.sighting().device()));
    }

    /** Who a profile says that the number behind an endpoint is. */
    static Optional<Role> byNumber(Profile profile, SeenChannel channel) {
        if (isAmong(profile.agents(), channel)) {
            return Optional.of(Role.AGENT);
        }
        return isAmong(profile.customers(), channel) ? Optional.of(Role.CUSTOMER) : Optional.empty();
    }

    private static boolean isAmong(List<String> names, SeenChannel channel) {
        String number = channel.number();
        return !number.isEmpty()
                && names.stream()
                        .filter(name -> Numbers.keyIn(name).equals(number))
                        .flatMap(name -> Numbers.trunk(name).stream())
                        .anyMatch(channel.sighting().device()::equals);
    }

    /** What is to be named; of a number only the end is told, since reasons are kept. */
    static String asToBeNamed(SeenChannel channel) {
        String device = channel.sighting().device();
        String number = channel.number();
        if (number.isEmpty()) {
            return device;
        }
        return device.replaceFirst("/", "/NUMBER@") + " (its number ends in "
                + number.substring(Math.max(0, number.length() - SHOWN)) + ")";
    }
}
