package org.undertone.lab;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Waiting;

/** One phone, registered at the PBX. It may have several calls at once. Any thread may use it. */
public final class Phone {
    private final Phones phones;
    private final String name;
    private final BlockingQueue<PhoneCall> rung = new LinkedBlockingQueue<>();
    private final List<PhoneText> texts = new CopyOnWriteArrayList<>();

    Phone(Phones phones, String name) {
        this.phones = phones;
        this.name = name;
    }

    /** {@code customer}, {@code agent} or {@code supervisor}: also its endpoint at the PBX, {@code PJSIP/agent}. */
    public String name() {
        return name;
    }

    /** Calls an extension of the PBX; the script begins when the call is answered. Returns at once. */
    public PhoneCall call(String extension, Script script) {
        return phones.call(name, extension, script);
    }

    /** From the next call on, this phone answers with that script. Without, it answers at once and is silent. */
    public void answersWith(Script script) {
        phones.answersWith(name, script);
    }

    /** The next call that rings here, or rang already; each is handed out once. */
    public PhoneCall awaitCall(Duration atMost) {
        try {
            PhoneCall call = rung.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (call == null) {
                throw new LabException("Nobody called " + name + " within " + atMost.toMillis() + " ms");
            }
            return call;
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }

    /** The texts that came here by SIP MESSAGE since the start or the last {@link Lab#reset}, in the order of their coming. */
    public List<PhoneText> messages() {
        return List.copyOf(texts);
    }

    /** Waits until so many texts have come, and returns them all. */
    public List<PhoneText> awaitMessages(int count, Duration atMost) {
        if (!Waiting.until(atMost, () -> texts.size() >= count)) {
            throw new LabException(
                    name + " got " + texts.size() + " texts, not " + count + ", within " + atMost.toMillis() + " ms");
        }
        return messages();
    }

    void forget() {
        rung.clear();
        texts.clear();
    }

    void gets(PhoneText text) {
        texts.add(text);
    }

    void rings(PhoneCall call) {
        rung.add(call);
    }
}
