package org.undertone.proving.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.undertone.core.Action;
import org.undertone.core.Assessment;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.core.SupervisionMode;
import org.undertone.core.Track;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.runtime.event.DaemonEvent;

/**
 * The call as it happens, for a terminal: a line a second with the customer's nine bars, and a line for whatever else
 * happens. Called from several threads.
 */
final class Timeline {

    private static final String BARS = " ▁▂▃▄▅▆▇█";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final PrintWriter out;
    private Instant start = Instant.EPOCH;
    private Instant nextLine = Instant.EPOCH;

    Timeline(PrintWriter out) {
        this.out = out;
    }

    /** Time 0 of the lines that follow. */
    synchronized void begin(Instant at) {
        start = at;
        nextLine = at;
        out.printf("%n  time   who       %s%n", heading());
        out.flush();
    }

    private static String heading() {
        return Emotion.all().stream()
                .map(emotion -> String.format("%-5s", emotion.label().substring(0, 3)))
                .collect(Collectors.joining());
    }

    synchronized void event(DaemonEvent event) {
        if (event instanceof DaemonEvent.Assessed assessed) {
            assessed(assessed);
        } else if (event instanceof DaemonEvent.Raised raised) {
            say(
                    raised.at(),
                    "alert     " + raised.alert().id().rule() + ": "
                            + raised.alert().latest().track());
        } else if (event instanceof DaemonEvent.Acted acted
                && !(acted.done() && acted.action() instanceof Action.Supervise)) {
            say(acted.at(), "action    " + acted.action().verb() + (acted.done() ? ": " : " failed: ") + told(acted));
        } else if (event instanceof DaemonEvent.OnCall call) {
            onCall(call.event(), call.at());
        } else if (event instanceof DaemonEvent.Supervised supervised) {
            onSupervision(supervised.event());
        }
    }

    private static String told(DaemonEvent.Acted acted) {
        if (!acted.done()) {
            return acted.detail();
        }
        if (acted.action() instanceof Action.Set set) {
            return set.variables().entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining(", ", "", " on both legs, read back"));
        }
        if (acted.action() instanceof Action.Cue cue) {
            return "\"" + cue.advice() + "\" (" + acted.detail() + ")";
        }
        if (acted.action() instanceof Action.Blf blf) {
            return acted.detail() + " " + blf.light().name().toLowerCase(Locale.ROOT);
        }
        return acted.action() instanceof Action.UserEvent user ? user.name() : acted.detail();
    }

    private void onSupervision(SupervisionEvent event) {
        if (event instanceof SupervisionEvent.Ringing ringing) {
            say(event.at(), "supervise rings " + ringing.supervisor());
        } else if (event instanceof SupervisionEvent.NotReached not) {
            say(event.at(), "supervise " + not.supervisor() + " not reached: " + not.reason());
        } else if (event instanceof SupervisionEvent.Joined joined) {
            say(event.at(), "supervise " + joined.mode().label() + ": " + heardBy(joined.mode()));
        } else if (event instanceof SupervisionEvent.ModeChanged changed) {
            say(event.at(), "supervise " + changed.mode().label() + ": " + heardBy(changed.mode()));
        } else if (event instanceof SupervisionEvent.Left left) {
            say(event.at(), "supervise is over: " + left.reason());
        }
    }

    private static String heardBy(SupervisionMode mode) {
        return switch (mode) {
            case LISTEN -> "nobody hears the supervisor";
            case COACH -> "the agent alone hears the supervisor";
            case BARGE -> "both hear the supervisor";
        };
    }

    private void onCall(CallEvent event, Instant at) {
        if (event instanceof CallEvent.TapOpened opened) {
            say(
                    at,
                    "tap       hears the " + opened.leg().role().label() + " after "
                            + opened.setUp().toMillis() + " ms");
        } else if (event instanceof CallEvent.TapClosed closed) {
            say(at, "tap       closed: " + closed.reason());
        } else if (event instanceof CallEvent.NotTapped not) {
            say(at, "tap       none on " + not.leg().channelId() + ": " + not.reason());
        }
    }

    private void assessed(DaemonEvent.Assessed assessed) {
        if (assessed.at().isBefore(nextLine)) {
            return;
        }
        nextLine = nextLine.plus(SECOND).isBefore(assessed.at()) ? assessed.at().plus(SECOND) : nextLine.plus(SECOND);
        Assessment assessment = assessed.assessment();
        if (assessment instanceof Assessment.Scored scored) {
            say(assessed.at(), "customer  " + bars(scored.track().smoothed()) + " " + heard(scored.track()));
        } else if (assessment instanceof Assessment.NoSpeech) {
            say(assessed.at(), "customer  (no speech)");
        } else if (assessment instanceof Assessment.NotScored not) {
            say(assessed.at(), "customer  (not scored: " + not.reason().label() + ")");
        }
    }

    /** The mixture, if there is one: its shares are in the bars. */
    private static String heard(Track track) {
        return track.mixed().isEmpty()
                ? track.top().label()
                : track.mixed().stream().map(share -> share.emotion().label()).collect(Collectors.joining(" + "));
    }

    private static String bars(Probabilities probabilities) {
        StringBuilder bars = new StringBuilder();
        for (Emotion emotion : Emotion.all()) {
            double p = probabilities.of(emotion);
            bars.append(BARS.charAt((int) Math.round(p * (BARS.length() - 1))))
                    .append(String.format(Locale.ROOT, "%-4s", share(p)));
        }
        return bars.toString();
    }

    /** Two digits, such as {@code .93}; certainty is {@code 1.0}. */
    private static String share(double p) {
        if (p < 0.005) {
            return "";
        }
        return p >= 0.995 ? "1.0" : String.format(Locale.ROOT, "%.2f", p).substring(1);
    }

    /** A line of its own. */
    synchronized void say(Instant at, String line) {
        double seconds =
                start.equals(Instant.EPOCH) ? 0 : Duration.between(start, at).toMillis() / 1000.0;
        out.printf(Locale.ROOT, "%5.1f s  %s%n", seconds, line);
        out.flush();
    }
}
