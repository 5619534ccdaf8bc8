package org.undertone.aribridge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.undertone.lab.Pbx;

/** Requests to the PBX past Undertone's own client, as another program makes them. */
public final class TestingAri {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Pbx pbx;

    public TestingAri(Pbx pbx) {
        this.pbx = pbx;
    }

    /** The body of the answer; a refusal is an error. */
    public String send(String method, String path) throws IOException, InterruptedException {
        String credentials = pbx.ariUser() + ":" + pbx.ariPassword();
        HttpRequest request = HttpRequest.newBuilder(URI.create(pbx.httpUri() + "ari/" + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
