package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Channel;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.Profile;

/** Which profile a call belongs to: the one that the dialplan names, else the first that names its queue or number. */
final class ProfileChoice {

    private static final Logger LOG = LoggerFactory.getLogger(ProfileChoice.class);

    private final PartyReader reader;
    private final List<Profile> profiles;

    ProfileChoice(PartyReader reader, List<Profile> profiles) {
        this.reader = reader;
        this.profiles = List.copyOf(profiles);
    }

    /** Gives a call its profile, by what the channel that began it tells; or the reason why it has none. */
    void choose(LiveCall call, Channel channel) {
        Optional<String> named = reader.profile(channel.getId());
        String queue = reader.queue(channel);
        String did = reader.did(channel.getId());
        if (named.isEmpty()) {
            profiles.stream()
                    .filter(profile -> profile.matches(queue, did))
                    .findFirst()
                    .ifPresentOrElse(
                            profile -> call.belongsTo(profile, queue, did),
                            () -> call.belongsToNone("no profile names its queue or number"));
        } else if (named.get().equals(Profile.OFF)) {
            call.belongsToNone("the dialplan says " + Profile.VARIABLE + "=" + Profile.OFF);
        } else {
            profiles.stream()
                    .filter(profile -> profile.name().equals(named.get()))
                    .findFirst()
                    .ifPresentOrElse(
                            profile -> call.belongsTo(profile, queue, did), () -> unknownProfile(call, named.get()));
        }
    }

    private static void unknownProfile(LiveCall call, String name) {
        String reason = "the dialplan says " + Profile.VARIABLE + "=" + name + ", but no profile has that name";
        LOG.warn("call={} is not heard: {}", call.id(), reason);
        call.belongsToNone(reason);
    }
}
