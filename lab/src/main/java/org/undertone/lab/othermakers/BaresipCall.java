package org.undertone.lab.othermakers;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Waiting;

/** One line of a {@link BaresipPhone}. Any thread may use it. */
public final class BaresipCall {
    private final BaresipPhone phone;
    private final String extension;
    private final CompletableFuture<String> id = new CompletableFuture<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final CompletableFuture<Void> encrypted = new CompletableFuture<>();
    private final CompletableFuture<String> refused = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    /** @param extension whom it calls; empty if it is called */
    BaresipCall(BaresipPhone phone, String extension) {
        this.phone = phone;
        this.extension = extension;
    }

    void isKnownAs(String callId) {
        id.complete(callId);
    }

    /** Its Call-ID in SIP. */
    String id() {
        return Waiting.get(id, Duration.ofSeconds(20), () -> "baresip did not begin " + this);
    }

    /** What baresip tells of it. */
    void take(String event, String parameter) {
        switch (event) {
            case "CALL_ESTABLISHED" -> answered.complete(null);
            case "CALL_MENC" -> encrypted.complete(null);
            case "TRANSFER_FAILED" -> refused.complete(parameter);
            case "CALL_CLOSED" -> ended.complete(parameter);
            default -> {}
        }
    }

    /** Waits until the call is answered; an error if it ends without that. */
    public void awaitAnswered(Duration atMost) {
        await(answered, atMost, "was not answered");
    }

    /** Waits until it has the keys for its sound; an error if it ends without that, and where it asks for none. */
    public void awaitEncrypted(Duration atMost) {
        await(encrypted, atMost, "is not encrypted");
    }

    private void await(CompletableFuture<Void> wanted, Duration atMost, String problem) {
        try {
            Waiting.get(CompletableFuture.anyOf(wanted, ended), atMost, () -> this + " " + problem);
        } catch (LabException e) {
            throw phone.failed(e.getMessage());
        }
        if (!wanted.isDone()) {
            throw phone.failed(this + " " + problem + ": it ended (" + ended.join() + ")");
        }
    }

    /** Holds it, by a re-INVITE. */
    public void hold() {
        phone.tell(this, "hold", "");
    }

    /** Goes on after a hold. */
    public void resume() {
        phone.tell(this, "resume", "");
    }

    /** Sends whom it speaks with to an extension, by REFER; {@link #awaitTransferred} tells when that is done. */
    public void transferTo(String extension) {
        phone.tell(this, "transfer", phone.uri(extension));
    }

    /** Connects whom it speaks with and whom this phone has called on another line, by REFER with Replaces. */
    public void transferTo(BaresipCall consultation) {
        String replaces = SipDialog.of(consultation.id(), phone.log()).replaces();
        phone.tell(this, "transfer", phone.uri(consultation.extension) + "?Replaces=" + replaces);
    }

    /** Waits until whom it referred is taken over: then it hangs up, or the PBX does. */
    public void awaitTransferred(Duration atMost) {
        try {
            Waiting.get(CompletableFuture.anyOf(refused, ended), atMost, () -> this + " was not transferred");
        } catch (LabException e) {
            throw phone.failed(e.getMessage());
        }
        if (refused.isDone()) {
            throw phone.failed(this + " was not transferred: " + refused.join());
        }
    }

    /** Hangs up. */
    public void hangUp() {
        phone.tell(this, "hangup", "");
    }

    /** Waits until it is over, whoever ended it. */
    public void awaitEnded(Duration atMost) {
        Waiting.get(ended, atMost, () -> this + " did not end");
    }

    /** Whether it is over, whoever ended it. */
    public boolean ended() {
        return ended.isDone();
    }

    @Override
    public String toString() {
        return extension.isEmpty() ? "a call to " + phone.name() : "the call of " + phone.name() + " to " + extension;
    }
}
