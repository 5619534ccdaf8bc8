package org.undertone.lab.othermakers;

import java.nio.file.Path;
import java.time.Duration;
import org.undertone.lab.asterisk.LoopbackClaim;
import org.undertone.lab.install.PhonePrograms;

/**
 * What a phone of another maker needs.
 *
 * @param programs where they are
 * @param temp where its own files live while it runs
 * @param addresses the lab's
 * @param patience how long one step may take
 */
public record OtherMakersSetup(PhonePrograms programs, Path temp, LoopbackClaim addresses, Duration patience) {}
