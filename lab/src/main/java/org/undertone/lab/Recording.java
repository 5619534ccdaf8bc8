package org.undertone.lab;

import java.nio.file.Path;
import java.time.Instant;

/**
 * One direction of one phone's call, as a WAV file of 8 kHz, 16 bit, mono. It lives as long as the lab: copy it to
 * keep it.
 *
 * @param wav the file, complete
 * @param start when its first sample was heard or played, by the machine's wall clock; exact to about 20 ms
 */
public record Recording(Path wav, Instant start) {}
