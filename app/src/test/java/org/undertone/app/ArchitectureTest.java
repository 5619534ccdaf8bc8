package org.undertone.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The arrows between the modules, and who may know which library. */
@AnalyzeClasses(
        packages = "org.undertone",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

    /** A module's tests that another module's tests use come as a jar when all is packaged. */
    static final class NoTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule ARROWS_ONLY_POINT_DOWN = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("app")
            .definedBy("org.undertone.app..")
            .layer("lab")
            .definedBy("org.undertone.lab..")
            .layer("ari-bridge")
            .definedBy("org.undertone.aribridge..")
            .layer("rules")
            .definedBy("org.undertone.rules..")
            .layer("ledger")
            .definedBy("org.undertone.ledger..")
            .layer("inference")
            .definedBy("org.undertone.inference..")
            .layer("media-tap")
            .definedBy("org.undertone.mediatap..")
            .layer("config")
            .definedBy("org.undertone.config..")
            .layer("core")
            .definedBy("org.undertone.core..")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("lab")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("lab")
            .mayNotAccessAnyLayer()
            .whereLayer("ari-bridge")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("rules")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("ledger")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("inference")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("media-tap")
            .mayOnlyBeAccessedByLayers("app", "ari-bridge")
            .whereLayer("config")
            .mayOnlyAccessLayers("core")
            .whereLayer("media-tap")
            .mayOnlyAccessLayers("core")
            .whereLayer("ledger")
            .mayOnlyAccessLayers("core", "config")
            .whereLayer("core")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule NO_PACKAGES_GO_IN_A_CIRCLE =
            slices().matching("org.undertone.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_LIBRARY = noClasses()
            .that()
            .resideInAPackage("org.undertone.core..")
            .should()
            .dependOnClassesThat(
                    resideOutsideOfPackages("org.undertone.core..", "java..").as("a library"));

    @ArchTest
    static final ArchRule ONLY_INFERENCE_SEES_ONNX_RUNTIME = only("org.undertone.inference..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule ONLY_THE_BRIDGE_SEES_ARI4JAVA = only("org.undertone.aribridge..", "ch.loway.oss.ari4java..");

    @ArchTest
    static final ArchRule ONLY_THE_TAP_SEES_NETTY = only("org.undertone.mediatap..", "io.netty..");

    @ArchTest
    static final ArchRule ONLY_THE_LEDGER_SEES_SQL = only(
            "org.undertone.ledger..",
            "org.jdbi..",
            "java.sql..",
            "com.zaxxer..",
            "org.flywaydb..",
            "org.sqlite..",
            "org.postgresql..");

    @ArchTest
    static final ArchRule ONLY_DELIVERIES_SEE_SMPP = only("org.undertone.ledger.delivery..", "org.jsmpp..");

    @ArchTest
    static final ArchRule ONLY_THE_RULES_SEE_CEL = only("org.undertone.rules..", "dev.cel..");

    @ArchTest
    static final ArchRule WHAT_DECIDES_BY_TIME_IS_GIVEN_ITS_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.undertone.core..",
                    "org.undertone.rules..",
                    "org.undertone.mediatap..",
                    "org.undertone.aribridge..",
                    "org.undertone.ledger..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    private static ArchRule only(String module, String... library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(module)
                .should()
                .dependOnClassesThat(resideInAnyPackage(library));
    }
}
