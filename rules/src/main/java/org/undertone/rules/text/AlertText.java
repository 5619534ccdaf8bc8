package org.undertone.rules.text;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.undertone.core.Action;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.Role;
import org.undertone.core.SpeechRate;
import org.undertone.core.Track;

/** Renders the texts of one alert. Used once. */
public final class AlertText {

    /** Longer ones are cut, so that no rule can make texts without end. */
    public static final int LONGEST = 4_000;

    /** What can be read at a glance, on the display of a phone. */
    public static final int LONGEST_ADVICE = 120;

    private static final int LONGEST_LINE = 1_000;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\u0085\\u2028\\u2029]");
    private static final Pattern CONTROL_BUT_LINES = Pattern.compile("[\\p{Cntrl}&&[^\\n]]|[\\u0085\\u2028\\u2029]");
    private static final String NOTHING = "-";

    private final Map<String, String> known = new HashMap<>();
    private final Map<String, String> templates = new LinkedHashMap<>();
    private final Map<String, String> rendered = new HashMap<>();

    /**
     * Of an alert that fires now.
     *
     * @param since when in the leg's audio time it began to hold
     * @param at the clock now
     * @param labels the rule's, as written
     * @param annotations likewise
     */
    public AlertText(
            Language language,
            AlertId alert,
            Role role,
            CallFacts facts,
            Assessment.Scored heard,
            Duration since,
            Instant at,
            Map<String, String> labels,
            Map<String, String> annotations) {
        Wording wording = new Wording(language);
        Track track = heard.track();
        double share = track.smoothed().of(track.top());
        known.put("call.id", facts.call().linkedId());
        known.put("call.queue", facts.queue());
        known.put("call.did", facts.did());
        known.put("call.agent", facts.agent());
        known.put("call.profile", facts.profile());
        known.put("call.customer_group", facts.customerGroup());
        known.put("rule", alert.rule());
        known.put("role", wording.role(role));
        known.put("emotion", track.top().label());
        known.put("probability", String.format(Locale.ROOT, "%.2f", share));
        known.put("certainty", Wording.percent(share));
        known.put("heard", wording.heard(track));
        known.put("speech_rate", rate(heard.rate().map(SpeechRate::speech).orElse(0.0)));
        known.put(
                "words_per_minute",
                rate(heard.rate().map(SpeechRate::wordsPerMinute).orElse(0.0)));
        known.put("since", Wording.clock(since));
        known.put("at", at.toString());
        labels.forEach((name, text) -> templates.put("labels." + name, text));
        annotations.forEach((name, text) -> templates.put("annotations." + name, text));
    }

    private static String rate(double rate) {
        return String.valueOf(Math.round(rate));
    }

    /** The texts of these, by the same names. */
    public Map<String, String> all(String kind, Map<String, String> texts) {
        Map<String, String> all = new LinkedHashMap<>();
        texts.keySet().forEach(name -> all.put(name, value(kind + "." + name)));
        return all;
    }

    /** The same actions with final texts. */
    public List<Action> actions(List<Action> actions) {
        return actions.stream().map(this::action).toList();
    }

    private Action action(Action action) {
        if (action instanceof Action.Set set) {
            return new Action.Set(lines(set.variables()));
        } else if (action instanceof Action.Ticket ticket) {
            return new Action.Ticket(ticket.to(), line(ticket.subject(), LONGEST_LINE), text(ticket.text()));
        } else if (action instanceof Action.Sms sms) {
            return new Action.Sms(sms.to(), line(sms.text(), LONGEST_LINE));
        } else if (action instanceof Action.Webhook webhook) {
            return new Action.Webhook(webhook.to(), lines(webhook.values()));
        } else if (action instanceof Action.Mark mark) {
            return new Action.Mark(line(mark.label(), LONGEST_LINE));
        } else if (action instanceof Action.Cue cue) {
            return new Action.Cue(line(cue.advice(), LONGEST_ADVICE), cue.by());
        } else if (action instanceof Action.UserEvent event) {
            return new Action.UserEvent(event.name(), lines(event.variables()));
        }
        return action;
    }

    private Map<String, String> lines(Map<String, String> texts) {
        Map<String, String> lines = new LinkedHashMap<>();
        texts.forEach((name, text) -> lines.put(name, oneLine(render(text), LONGEST_LINE)));
        return lines;
    }

    /** One line that is not blank. */
    private String line(String template, int longest) {
        String line = oneLine(render(template), longest);
        return line.isBlank() ? NOTHING : line;
    }

    private static String oneLine(String text, int longest) {
        return cut(CONTROL.matcher(text).replaceAll(" "), longest);
    }

    private String text(String template) {
        return cut(CONTROL_BUT_LINES.matcher(render(template)).replaceAll(" "), LONGEST);
    }

    private String value(String name) {
        String found = known.get(name);
        if (found != null) {
            // Dialplans may expand what they are given; what came from a call must not look like a variable.
            return found.replace("${", "$ {");
        }
        String text = rendered.get(name);
        if (text == null) {
            text = text(templates.getOrDefault(name, ""));
            rendered.put(name, text);
        }
        return text;
    }

    private String render(String template) {
        try {
            return Template.parse(template).render(this::value);
        } catch (Template.Invalid e) {
            return template; // refused when the rule was read
        }
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
