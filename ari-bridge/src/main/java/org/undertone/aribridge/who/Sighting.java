package org.undertone.aribridge.who;

import ch.loway.oss.ari4java.generated.models.CallerID;
import ch.loway.oss.ari4java.generated.models.Channel;
import ch.loway.oss.ari4java.generated.models.DialplanCEP;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.undertone.aribridge.media.OwnChannels;

/**
 * A channel as an event or a list of the PBX shows it, without a question.
 *
 * @param id of the channel
 * @param name such as {@code PJSIP/7001-0000002a}
 * @param application what it runs, such as {@code Queue}, or empty. Dial, RetryDial, FollowMe and Queue run on the channel that calls; the
 *     channels they call show {@code AppDial} and {@code AppQueue}
 * @param data what the application was given, such as {@code support,c,,,60}, or empty
 * @param callerNumber the number of its party, or empty
 * @param createdAt when it was made
 */
public record Sighting(
        String id, String name, String application, String data, String callerNumber, Instant createdAt) {

    private static final int RETRY_DIAL = 4;
    private static final String LOCAL = "Local/";

    /** How a channel came to those it talks with. */
    public enum Side {
        CALLER,
        CALLED,
        /** Took over a call that waited or rang elsewhere. */
        RETRIEVER,
        UNCLEAR
    }

    /** As the PBX shows it; what it leaves out is empty, and a time that it leaves out {@link Instant#EPOCH}. */
    public static Sighting of(Channel channel) {
        DialplanCEP dialplan = channel.getDialplan();
        CallerID caller = channel.getCaller();
        Date created = channel.getCreationtime();
        return new Sighting(
                channel.getId(),
                text(channel.getName()),
                dialplan == null ? "" : text(dialplan.getApp_name()),
                dialplan == null ? "" : text(dialplan.getApp_data()),
                caller == null ? "" : text(caller.getNumber()),
                created == null ? Instant.EPOCH : created.toInstant());
    }

    private static String text(String told) {
        return Objects.requireNonNullElse(told, "");
    }

    /** Whether it is a party's, and not one that Asterisk or an application made for itself. */
    public boolean isParty() {
        return name.indexOf('/') > 0 && !OwnChannels.contain(name);
    }

    /** The other end's name, if it is an end of a Local channel: {@code Local/7001@from-queue-0000002a;1} and {@code ;2}. */
    public Optional<String> otherEnd() {
        if (!name.startsWith(LOCAL) || !(name.endsWith(";1") || name.endsWith(";2"))) {
            return Optional.empty();
        }
        return Optional.of(name.substring(0, name.length() - 1) + (name.endsWith("1") ? "2" : "1"));
    }

    /** How it came to those it talks with, by the application that it runs. */
    public Side side() {
        return switch (application) {
            case "Dial", "RetryDial", "FollowMe", "Queue" -> Side.CALLER;
            case "AppDial", "AppQueue" -> Side.CALLED;
            case "ParkedCall", "Pickup", "PickupChan" -> Side.RETRIEVER;
            default -> Side.UNCLEAR;
        };
    }

    /** Whether it is an agent's who stays logged in, and waits when it is in a bridge for that. */
    public boolean waitsForCustomers() {
        return application.equals("AgentLogin");
    }

    /** Whether it is in a queue, or was called by one. */
    public boolean byQueue() {
        return application.equals("Queue") || application.equals("AppQueue");
    }

    /** The queue that it is in now, or empty. */
    public String queue() {
        if (!application.equals("Queue")) {
            return "";
        }
        int comma = data.indexOf(',');
        return (comma < 0 ? data : data.substring(0, comma)).trim();
    }

    /** The interfaces that it dials. */
    public List<String> dials() {
        return dialData().map(Numbers::dialled).orElse(List.of());
    }

    /** Whether it dials, and its dialplan goes on when the other has hung up: {@code Dial(PJSIP/1,30,g)}. */
    public boolean keepsOn() {
        return dialData()
                .filter(dial -> Numbers.dialOptions(dial).contains("g"))
                .isPresent();
    }

    /** What Dial was given: {@code PJSIP/1,30,g}. RetryDial is told of an announcement, a pause and a number of tries before. */
    private Optional<String> dialData() {
        return switch (application) {
            case "Dial" -> Optional.of(data);
            case "RetryDial" ->
                Optional.of(data.split(",", RETRY_DIAL))
                        .filter(parts -> parts.length == RETRY_DIAL)
                        .map(parts -> parts[RETRY_DIAL - 1]);
            default -> Optional.empty();
        };
    }

    /** Its interface: its name without the number that tells its calls apart. */
    public String device() {
        int dash = name.lastIndexOf('-');
        return dash < 0 ? name : name.substring(0, dash);
    }

    /** Whether it tells the same of how it came to those it talks with. */
    public boolean tellsTheSame(Sighting earlier) {
        return application.equals(earlier.application) && data.equals(earlier.data) && name.equals(earlier.name);
    }
}
