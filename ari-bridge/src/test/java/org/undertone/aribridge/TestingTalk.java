package org.undertone.aribridge;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.sip.Codec;
import org.undertone.lab.sip.PhoneSound;
import org.undertone.lab.sip.SipCall;
import org.undertone.lab.sip.SipPhone;

/**
 * Two phones that speak with each other: the customer, {@code line1}, has called 903 and says 440 Hz, the agent, {@code line3},
 * says 1000 Hz.
 */
public record TestingTalk(SipCall customer, SipCall agent) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double LOUD = 5_000;

    public static TestingTalk begin(Lab lab) {
        SipPhone called = lab.sipPhone("line3");
        SipCall customer = lab.sipPhone("line1").call("903");
        customer.awaitAnswered(PATIENCE);
        SipCall agent = called.awaitCall(PATIENCE);
        agent.awaitAnswered(PATIENCE);
        customer.media().play(tone(440));
        agent.media().play(tone(1000));
        return new TestingTalk(customer, agent);
    }

    private static PhoneSound tone(int hertz) {
        return PhoneSound.tone(Codec.ULAW, hertz, 9_000, Duration.ofMinutes(5));
    }

    /** The ids of the two channels. */
    List<String> channels(Lab lab) {
        return lab.pbx().channels().stream()
                .filter(channel -> channel.name().matches("PJSIP/line[13]-.*"))
                .map(Channel::uniqueId)
                .sorted()
                .toList();
    }

    /** Waits until each has heard the other anew. */
    public void goesOn() {
        awaitHeardAnew(agent, 440);
        awaitHeardAnew(customer, 1000);
    }

    /** Waits until a phone has heard more than before, and at last that tone. */
    public static void awaitHeardAnew(SipCall at, int hertz) {
        int before = at.media().samples().length;
        await().atMost(PATIENCE).until(() -> {
            short[] heard = at.media().samples();
            return heard.length > before + 8_000 && TestingTones.latest(heard, hertz) > LOUD;
        });
    }
}
