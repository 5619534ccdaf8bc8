package org.undertone.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** The arrows between the modules, and who may know which library. */
@AnalyzeClasses(
        packages = "org.undertone",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

    private static final String HOUSE = "org.undertone.";

    /** A module's tests that another module's tests use come as a jar when all is packaged. */
    static final class NoTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    /** The floors of the house, from the ground up: a module knows those on lower floors, and none beside it. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("core", "lab"),
            List.of("config", "mediatap", "wire"),
            List.of("inference", "rules", "ledger", "aribridge"),
            List.of("evaluation", "delivery"),
            List.of("runtime"),
            List.of("cli"),
            List.of("proving"),
            List.of("app"));

    @ArchTest
    static final ArchRule ARROWS_ONLY_POINT_DOWN = classes().should(onlyKnowLowerFloors());

    @ArchTest
    static final ArchRule NO_PACKAGES_GO_IN_A_CIRCLE =
            slices().matching("org.undertone.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_WHAT_PROVES_IT_SEES_THE_LAB = noClasses()
            .that()
            .resideOutsideOfPackages("org.undertone.proving..", "org.undertone.lab..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.undertone.lab.."));

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
    static final ArchRule WHAT_PROGRAMS_ARE_TOLD_IS_WRITTEN_BY_WIRE = noClasses()
            .that()
            .resideInAnyPackage("org.undertone.cli..", "org.undertone.evaluation..", "org.undertone.runtime..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.fasterxml.."));

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
    static final ArchRule ONLY_DELIVERIES_SEE_SMPP = only("org.undertone.delivery..", "org.jsmpp..");

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
                    "org.undertone.ledger..",
                    "org.undertone.delivery..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static void everyModuleStandsOnAFloor(JavaClasses house) {
        assertThat(house.stream().map(ArchitectureTest::module).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        FLOORS.stream().flatMap(List::stream).toList());
    }

    private static ArchRule only(String module, String... library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(module)
                .should()
                .dependOnClassesThat(resideInAnyPackage(library));
    }

    private static ArchCondition<JavaClass> onlyKnowLowerFloors() {
        return new ArchCondition<>("only know their own module and lower floors") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                from.getDirectDependenciesFromSelf().stream()
                        .filter(arrow -> arrow.getTargetClass().getPackageName().startsWith(HOUSE))
                        .filter(arrow -> !pointsDown(module(from), module(arrow.getTargetClass())))
                        .forEach(arrow -> events.add(SimpleConditionEvent.violated(from, arrow.getDescription())));
            }
        };
    }

    private static boolean pointsDown(String from, String to) {
        return from.equals(to) || floor(to) < floor(from);
    }

    private static int floor(String module) {
        return IntStream.range(0, FLOORS.size())
                .filter(floor -> FLOORS.get(floor).contains(module))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the module '" + module + "' stands on no floor"));
    }

    /** The part of its package that names the module. */
    private static String module(JavaClass of) {
        return of.getPackageName().substring(HOUSE.length()).replaceFirst("\\..*", "");
    }
}
