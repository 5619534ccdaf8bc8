package org.undertone.lab.sip;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One call of a {@link SipPhone}. Any thread may use it; what its methods begin is done on the phone's thread. */
public final class SipCall {
    /** How a phone holds (RFC 3264 section 8.4). */
    public enum Hold {
        /** It still sends: its own music, or what its microphone hears. */
        SENDONLY,
        INACTIVE
    }

    private final SipPhone phone;
    private final Media media;
    private final Negotiation negotiation;
    private final Optional<SipMessage> incoming;
    private final CompletableFuture<Boolean> rings = new CompletableFuture<>();
    private final CompletableFuture<Boolean> answered = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile CompletableFuture<Integer> transfer = new CompletableFuture<>();
    private volatile Dialog dialog;
    // What follows belongs to the phone's thread.
    private int cseq;
    private Optional<SipMessage> invite = Optional.empty();
    private Optional<SipMessage> ack = Optional.empty();
    // A call may be cancelled from its first provisional response on, a mere 100 included (RFC 3261 section 9.1).
    private boolean heardOf;
    private boolean cancelled;
    private boolean inviting;

    private SipCall(SipPhone phone, List<Codec> codecs, Media media, Dialog dialog, Optional<SipMessage> incoming) {
        this.phone = phone;
        this.media = media;
        this.negotiation = new Negotiation(codecs, media);
        this.dialog = dialog;
        this.incoming = incoming;
    }

    static SipCall placed(SipPhone phone, List<Codec> codecs, String uri, Media media) {
        String local = phone.address() + ";tag=" + phone.token();
        Dialog dialog = new Dialog(phone.token() + "@" + phone.name(), local, "<" + uri + ">", uri);
        return new SipCall(phone, codecs, media, dialog, Optional.empty());
    }

    static SipCall taken(SipPhone phone, List<Codec> codecs, SipMessage invite, Media media) {
        Dialog dialog = new Dialog(
                invite.callId(),
                invite.withToTag(phone.token()).header("To"),
                invite.header("From"),
                SipMessage.uri(invite.header("Contact")));
        return new SipCall(phone, codecs, media, dialog, Optional.of(invite));
    }

    /** Its SIP Call-ID; at the PBX it is the channel's {@code CHANNEL(pjsip,call-id)}. */
    public String id() {
        return dialog.callId();
    }

    /** Its sound, from the beginning; it stays readable after the end. */
    public Media media() {
        return media;
    }

    /** The codec that both sides agreed on, once answered. */
    public Optional<Codec> codec() {
        return media.agreed().map(Media.Agreed::codec);
    }

    /** Waits until the other side rings; an error if the call ends before. */
    public void awaitRinging(Duration atMost) {
        await(CompletableFuture.anyOf(rings, answered, ended), atMost, "did not ring");
        if (!rings.isDone() && !answered.isDone()) {
            throw new SipException(this + " did not ring: it ended (" + ending() + ")");
        }
    }

    /** Waits until the call is answered; an error if it ends without that. */
    public void awaitAnswered(Duration atMost) {
        await(CompletableFuture.anyOf(answered, ended), atMost, "was not answered");
        if (!answered.isDone()) {
            throw new SipException(this + " was not answered: it ended (" + ending() + ")");
        }
    }

    /** Whether it has been answered, also if it is over. */
    public boolean answered() {
        return answered.isDone();
    }

    /** Waits until the call is over, whoever ended it; returns how. */
    public String awaitEnded(Duration atMost) {
        return await(ended, atMost, "did not end");
    }

    /** Whether it is over, whoever ended it. */
    public boolean ended() {
        return ended.isDone();
    }

    /** {@code BYE}, {@code CANCEL}, {@code hung up}, or the refusal, {@code 486 Busy Here}; empty while it goes on. */
    public String ending() {
        return ended.getNow("");
    }

    /** Answers a call that rings here. */
    public void answer() {
        phone.run(this::accept);
    }

    /** Refuses a call that rings here, for example with 486, 480 or 603. */
    public void refuse(int status) {
        phone.run(() -> refuse(status, "Refused"));
    }

    /** Hangs up; before the answer it cancels a call of its own (RFC 3261 section 9), and refuses another's. */
    public void hangUp() {
        phone.run(this::end);
    }

    /** Holds the call; returns when the other side agreed. */
    public void hold(Hold how, Duration atMost) {
        change(how == Hold.SENDONLY ? Sdp.Direction.SENDONLY : Sdp.Direction.INACTIVE, atMost);
    }

    /** Takes the call back from hold; returns when the other side agreed. */
    public void unhold(Duration atMost) {
        change(Sdp.Direction.SENDRECV, atMost);
    }

    /** Sends the other side on to an extension, without a word (RFC 3515). {@link #awaitTransferred} tells of it. */
    public void transferTo(String extension) {
        refer("<" + phone.uri(extension) + ">");
    }

    /** Joins the other sides of this call and of that one, which must be this phone's and answered (RFC 3891, RFC 5589). */
    public void transferTo(SipCall other) {
        Dialog target = other.dialog;
        String replaces = target.callId() + ";to-tag=" + target.remoteTag() + ";from-tag=" + target.localTag();
        refer("<" + target.target().split(";", 2)[0] + "?Replaces="
                + URLEncoder.encode(replaces, StandardCharsets.UTF_8) + ">");
    }

    /** Waits for the end of the last transfer and returns its status: 200 if it was done. Then {@link #hangUp}. */
    public int awaitTransferred(Duration atMost) {
        return await(transfer, atMost, "did not learn what became of its transfer");
    }

    // From here on: the phone's thread.

    void invite() {
        SipMessage request = phone.withContact(request("INVITE")).withBody(Sdp.TYPE, negotiation.offer());
        invite = Optional.of(request);
        phone.transactions().request(request, response -> answeredTo(request, response));
    }

    private void answeredTo(SipMessage request, SipMessage response) {
        if (response.status() < 200) {
            heardOf = true;
            if (response.status() > 100) {
                rings.complete(true);
            }
            cancelIfAsked(request);
        } else if (response.status() < 300) {
            dialog = dialog.learning(response.header("To"), response.header("Contact"));
            sendAck();
            negotiation.answered(response.body());
            answered.complete(true);
            if (cancelled) {
                end();
            }
        } else {
            acknowledgeRefusal(request, response);
            over(response.statusLine());
        }
    }

    private void cancelIfAsked(SipMessage request) {
        if (cancelled && !ended.isDone()) {
            phone.transactions().request(request.sameTransaction("CANCEL", request.header("To")), response -> {});
        }
    }

    private void acknowledgeRefusal(SipMessage request, SipMessage response) {
        // A 408 may be this phone's own: then nobody refused.
        if (response.status() != 408) {
            phone.transactions().acknowledge(response, request.sameTransaction("ACK", response.header("To")));
        }
    }

    /** The ACK of a 2xx is a request of its own, with the INVITE's number (RFC 3261 section 13.2.2.4). */
    private void sendAck() {
        ack = Optional.of(inDialog("ACK", cseq));
        ack.ifPresent(phone::send);
    }

    /** A 2xx that came again: its ACK was lost. */
    void repeatedAnswer(SipMessage response) {
        if (response.cseqMethod().equals("INVITE") && response.status() / 100 == 2) {
            ack.ifPresent(phone::send);
        }
    }

    void ring() {
        rings.complete(true);
        phone.transactions()
                .answer(incoming.orElseThrow(), phone.withContact(response(incoming.orElseThrow(), 180, "Ringing")));
    }

    void accept() {
        SipMessage request = incoming.orElseThrow(() -> new SipException(this + " is its own: it cannot answer it"));
        if (!answered.isDone() && !ended.isDone()) {
            answerOffer(request);
            if (!ended.isDone()) {
                answered.complete(true);
            }
        }
    }

    void refuse(int status, String reason) {
        if (!answered.isDone() && !ended.isDone()) {
            reply(incoming.orElseThrow(), status, reason);
            over(status + " " + reason);
        }
    }

    void end() {
        if (ended.isDone()) {
            return;
        }
        if (answered.isDone()) {
            phone.transactions().request(request("BYE"), response -> {});
            over("hung up");
        } else if (incoming.isPresent()) {
            refuse(480, "Temporarily Unavailable");
        } else if (!cancelled) {
            cancelled = true;
            if (heardOf) {
                invite.ifPresent(this::cancelIfAsked);
            }
        }
    }

    private void over(String how) {
        media.die();
        ended.complete(how);
    }

    void serve(SipMessage request) {
        switch (request.method()) {
            case "BYE" -> {
                reply(request, 200, "OK");
                over("BYE");
            }
            case "CANCEL" -> {
                reply(request, 200, "OK");
                if (!answered.isDone() && !ended.isDone()) {
                    reply(incoming.orElseThrow(), 487, "Request Terminated");
                    over("CANCEL");
                }
            }
            case "INVITE" -> reinvited(request);
            case "NOTIFY" -> {
                reply(request, 200, "OK");
                notified(request);
            }
            default -> reply(request, 200, "OK");
        }
    }

    private void reinvited(SipMessage request) {
        if (inviting) {
            // Both at once (RFC 3261 section 14.2).
            reply(request, 491, "Request Pending");
        } else {
            dialog = dialog.learning(request.header("From"), request.header("Contact"));
            answerOffer(request);
        }
    }

    private void answerOffer(SipMessage request) {
        SipMessage ok = phone.withContact(response(request, 200, "OK"));
        Optional<String> answer =
                request.body().isBlank() ? Optional.of(negotiation.offer()) : negotiation.answer(request.body());
        if (answer.isPresent()) {
            phone.transactions().answerUntilAcknowledged(request, ok.withBody(Sdp.TYPE, answer.get()));
            return;
        }
        reply(request, 488, "Not Acceptable Here");
        if (!answered.isDone()) {
            over("488 Not Acceptable Here");
        }
    }

    void acknowledged(SipMessage message) {
        phone.transactions().acknowledged(message);
        if (!message.body().isBlank()) {
            negotiation.answered(message.body());
        }
    }

    private void change(Sdp.Direction to, Duration atMost) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        phone.run(() -> reinvite(to, done));
        await(done, atMost, "could not be held or taken back");
    }

    private void reinvite(Sdp.Direction to, CompletableFuture<Boolean> done) {
        if (!answered.isDone() || ended.isDone()) {
            done.completeExceptionally(new SipException(this + " does not go on"));
            return;
        }
        inviting = true;
        SipMessage request = phone.withContact(request("INVITE")).withBody(Sdp.TYPE, negotiation.offer(to));
        phone.transactions().request(request, response -> reinviteAnswered(to, done, request, response));
    }

    private void reinviteAnswered(
            Sdp.Direction to, CompletableFuture<Boolean> done, SipMessage request, SipMessage response) {
        if (response.status() < 200) {
            return;
        }
        inviting = false;
        if (response.status() < 300) {
            sendAck();
            negotiation.answered(response.body(), to);
            done.complete(true);
            return;
        }
        acknowledgeRefusal(request, response);
        if (response.status() == 491) {
            // It was this phone's call or not: each side waits another time (RFC 3261 section 14.1).
            Duration pause = Duration.ofMillis(incoming.isPresent() ? 500 : 2200);
            phone.runIn(pause, () -> reinvite(to, done));
        } else {
            done.completeExceptionally(
                    new SipException(this + ": the re-INVITE was refused: " + response.statusLine()));
        }
    }

    private void refer(String to) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        transfer = result;
        phone.run(() -> phone.transactions()
                .request(
                        phone.withContact(request("REFER")).with("Refer-To", to).with("Referred-By", phone.address()),
                        response -> {
                            if (response.status() >= 300) {
                                result.complete(response.status());
                            }
                        }));
    }

    /** How far the transfer is (RFC 3515 section 2.4.5): the body is a status line. */
    private void notified(SipMessage request) {
        boolean tells = request.header("Content-Type").toLowerCase(Locale.ROOT).startsWith("message/sipfrag");
        if (tells && request.body().startsWith("SIP/2.0 ")) {
            int status = Integer.parseInt(request.body().substring(8, 11));
            if (status >= 200) {
                transfer.complete(status);
            }
        }
    }

    private SipMessage request(String method) {
        cseq++;
        return inDialog(method, cseq);
    }

    private SipMessage inDialog(String method, int number) {
        return phone.request(method, dialog.target(), "z9hG4bK" + phone.token())
                .with("From", dialog.local())
                .with("To", dialog.remote())
                .with("Call-ID", dialog.callId())
                .with("CSeq", number + " " + method);
    }

    private SipMessage response(SipMessage request, int status, String reason) {
        return request.response(status, reason).withToTag(dialog.localTag());
    }

    private void reply(SipMessage request, int status, String reason) {
        phone.transactions().answer(request, response(request, status, reason));
    }

    private <T> T await(CompletableFuture<T> future, Duration atMost, String problem) {
        return Waits.get(future, atMost, this + " " + problem);
    }

    @Override
    public String toString() {
        return "call " + id() + " of " + phone.name();
    }
}
