package org.undertone.delivery.kind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A destination that takes one POST for each message. */
public final class HttpConnector implements Connector {

    private final HttpCaller caller;
    private final HttpDialect dialect;

    /** Speaks that dialect. */
    public HttpConnector(HttpCaller caller, HttpDialect dialect) {
        this.caller = caller;
        this.dialect = dialect;
    }

    @Override
    public List<String> render(Notice notice) {
        return dialect.render(notice);
    }

    @Override
    public Answer send(Parcel parcel) throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "Undertone");
        headers.put("Idempotency-Key", parcel.key());
        headers.putAll(dialect.headers(parcel));
        return caller.post(dialect.uri(), headers, parcel.body());
    }
}
