package org.undertone.config;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach the PBX.
 *
 * @param url of its HTTP server, such as {@code http://127.0.0.1:8088/}
 * @param user an ARI user that is not read-only
 * @param password of that user
 * @param app the Stasis application name that Undertone registers; one a daemon
 * @param requestTimeout how long one ARI request may take
 */
public record AsteriskSettings(URI url, String user, Secret password, String app, Duration requestTimeout) {}
