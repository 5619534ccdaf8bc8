package org.undertone.aribridge.check;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.undertone.config.AsteriskSettings;
import org.undertone.config.CudaSettings;
import org.undertone.config.CueSettings;
import org.undertone.config.HearingSettings;
import org.undertone.config.LedgerSettings;
import org.undertone.config.LoadSettings;
import org.undertone.config.MediaSettings;
import org.undertone.config.MediaSettings.Transport;
import org.undertone.config.ModelSettings;
import org.undertone.config.Profile;
import org.undertone.config.Secret;
import org.undertone.config.Settings;
import org.undertone.config.SettingsParts;
import org.undertone.config.SuperviseSettings;
import org.undertone.config.TestingProfile;
import org.undertone.config.TrackSettings;
import org.undertone.lab.Lab;

/** The few settings that matter to a check. */
record TestingSettings(
        Transport transport,
        String url,
        String user,
        String password,
        String advertise,
        int firstPort,
        int lastPort,
        List<Profile> profiles) {

    /** Those with which all is well on the lab's PBX. */
    static TestingSettings of(Lab lab) {
        return new TestingSettings(
                Transport.AUTO,
                lab.pbx().httpUri().toString(),
                lab.pbx().ariUser(),
                lab.pbx().ariPassword(),
                "127.0.0.1",
                43_900,
                43_949,
                List.of(TestingProfile.named("support").queues("support").build()));
    }

    TestingSettings by(Transport other) {
        return new TestingSettings(other, url, user, password, advertise, firstPort, lastPort, profiles);
    }

    TestingSettings url(String other) {
        return new TestingSettings(transport, other, user, password, advertise, firstPort, lastPort, profiles);
    }

    TestingSettings user(String other) {
        return new TestingSettings(transport, url, other, password, advertise, firstPort, lastPort, profiles);
    }

    TestingSettings password(String other) {
        return new TestingSettings(transport, url, user, other, advertise, firstPort, lastPort, profiles);
    }

    TestingSettings advertise(String other) {
        return new TestingSettings(transport, url, user, password, other, firstPort, lastPort, profiles);
    }

    TestingSettings ports(int first, int last) {
        return new TestingSettings(transport, url, user, password, advertise, first, last, profiles);
    }

    TestingSettings profile(Profile other) {
        return new TestingSettings(transport, url, user, password, advertise, firstPort, lastPort, List.of(other));
    }

    AsteriskSettings asterisk() {
        return new AsteriskSettings(URI.create(url), user, new Secret(password), "check-test", Duration.ofSeconds(10));
    }

    MediaSettings media() {
        return new MediaSettings(
                transport,
                InetAddress.getLoopbackAddress(),
                advertise,
                firstPort,
                lastPort,
                Duration.ZERO,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Duration.ofSeconds(3),
                Duration.ofMillis(500));
    }

    Settings settings() {
        return new Settings(
                asterisk(),
                media(),
                new ModelSettings(
                        Path.of("model"),
                        ModelSettings.Accelerator.CPU,
                        CudaSettings.USUAL,
                        1,
                        HearingSettings.USUAL,
                        Optional.empty(),
                        Optional.empty()),
                TrackSettings.USUAL,
                LoadSettings.USUAL,
                Path.of("rules.yaml"),
                new LedgerSettings.File(Path.of("undertone.db")),
                new CueSettings("!880/150", Duration.ofSeconds(30), "sip:undertone@127.0.0.1"),
                new SuperviseSettings(true, "undertone"),
                SettingsParts.NONE,
                profiles,
                Optional.empty());
    }
}
