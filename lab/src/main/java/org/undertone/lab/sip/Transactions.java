package org.undertone.lab.sip;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What RFC 3261 section 17 asks over UDP, as far as a loopback needs it: requests are sent again until they are answered,
 * and a request that comes again gets the same answer again. Used on the phone's own thread only.
 */
final class Transactions {
    private static final long T1_MILLIS = 500;
    private static final long T2_MILLIS = 4000;
    private static final long TIMEOUT_MILLIS = 64 * T1_MILLIS;
    private static final int KEPT = 200;

    private final ScheduledExecutorService thread;
    private final Consumer<SipMessage> send;
    private final Map<String, Client> clients = new HashMap<>();
    private final Map<String, ScheduledFuture<?>> answering = new HashMap<>();
    private final Map<String, SipMessage> acks = remembering();
    private final Map<String, SipMessage> answers = remembering();

    Transactions(ScheduledExecutorService thread, Consumer<SipMessage> send) {
        this.thread = thread;
        this.send = send;
    }

    private static final class Client {
        final Consumer<SipMessage> answered;
        Optional<ScheduledFuture<?>> again = Optional.empty();

        Client(Consumer<SipMessage> answered) {
            this.answered = answered;
        }

        void rest() {
            again.ifPresent(timer -> timer.cancel(false));
            again = Optional.empty();
        }
    }

    private static Map<String, SipMessage> remembering() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, SipMessage> eldest) {
                return size() > KEPT;
            }
        };
    }

    /** Sends a request; {@code answered} gets each response, and a 408 if none comes in time. */
    void request(SipMessage request, Consumer<SipMessage> answered) {
        String key = request.branch() + request.method();
        Client client = new Client(answered);
        clients.put(key, client);
        send.accept(request);
        againIn(client, request, T1_MILLIS, 0);
    }

    private void againIn(Client client, SipMessage request, long millis, long waited) {
        client.again = Optional.of(thread.schedule(
                () -> {
                    if (waited + millis >= TIMEOUT_MILLIS) {
                        clients.remove(request.branch() + request.method());
                        client.answered.accept(request.response(408, "Request Timeout"));
                    } else {
                        send.accept(request);
                        againIn(client, request, Math.min(2 * millis, T2_MILLIS), waited + millis);
                    }
                },
                millis,
                TimeUnit.MILLISECONDS));
    }

    /** Whether no request awaits its answer. */
    boolean idle() {
        return clients.isEmpty();
    }

    /** Hands on a response; false if no request of this phone awaits it (as a 2xx that comes again). */
    boolean take(SipMessage response) {
        String key = response.branch() + response.cseqMethod();
        if (acks.containsKey(key)) {
            send.accept(acks.get(key));
            return true;
        }
        Client client = clients.get(key);
        if (client == null) {
            return false;
        }
        boolean invite = response.cseqMethod().equals("INVITE");
        if (response.status() >= 200 || invite) {
            client.rest();
        }
        if (response.status() >= 200) {
            clients.remove(key);
        }
        client.answered.accept(response);
        return true;
    }

    /** The ACK of a refused INVITE belongs to its transaction (section 17.1.1.3), and is sent again like its refusal. */
    void acknowledge(SipMessage refusal, SipMessage ack) {
        acks.put(refusal.branch() + "INVITE", ack);
        send.accept(ack);
    }

    /** Whether this request came before; then it got its answer again, if there is one already. */
    boolean repeated(SipMessage request) {
        String key = request.branch() + request.method();
        if (!answers.containsKey(key)) {
            answers.put(key, request.response(100, "Trying"));
            return false;
        }
        send.accept(answers.get(key));
        return true;
    }

    void answer(SipMessage request, SipMessage response) {
        answers.put(request.branch() + request.method(), response);
        send.accept(response);
    }

    /** A 2xx of an INVITE is sent again until its ACK comes (section 13.3.1.4). */
    void answerUntilAcknowledged(SipMessage invite, SipMessage answer) {
        answer(invite, answer);
        acknowledged(invite);
        answerAgainIn(invite.callId(), answer, T1_MILLIS, 0);
    }

    private void answerAgainIn(String callId, SipMessage answer, long millis, long waited) {
        answering.put(
                callId,
                thread.schedule(
                        () -> {
                            send.accept(answer);
                            if (waited + millis < TIMEOUT_MILLIS) {
                                answerAgainIn(callId, answer, Math.min(2 * millis, T2_MILLIS), waited + millis);
                            }
                        },
                        millis,
                        TimeUnit.MILLISECONDS));
    }

    /** The ACK came, of the last answer in its call. */
    void acknowledged(SipMessage ack) {
        Optional.ofNullable(answering.remove(ack.callId())).ifPresent(timer -> timer.cancel(false));
    }
}
