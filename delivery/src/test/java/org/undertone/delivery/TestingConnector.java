package org.undertone.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.undertone.delivery.kind.Answer;
import org.undertone.delivery.kind.Connector;
import org.undertone.delivery.kind.Notice;
import org.undertone.delivery.kind.Parcel;

/** A destination whose answers a test has written down beforehand; it takes everything after that. */
final class TestingConnector implements Connector {

    final List<Parcel> sent = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private Optional<RuntimeException> failure = Optional.empty();

    void willAnswer(Answer... next) {
        answers.addAll(List.of(next));
    }

    void willFail(RuntimeException with) {
        failure = Optional.of(with);
    }

    @Override
    public List<String> render(Notice notice) {
        return List.of(notice.alert().id().toString());
    }

    @Override
    public Answer send(Parcel parcel) {
        sent.add(parcel);
        failure.ifPresent(with -> {
            throw with;
        });
        return answers.isEmpty() ? new Answer.Delivered("took it") : answers.poll();
    }

    List<String> bodies() {
        return sent.stream().map(Parcel::body).toList();
    }
}
