package io.cloudconnectors.system.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service never imports another; cloud SDKs, SQL and the clock stay where they belong. */
class ArchitectureTest {
    private static final List<String> MODULES =
            List.of("contracts", "connector-api", "credential-vault-service", "poller-service", "bench");
    private static JavaClasses production;

    @BeforeAll
    static void readTheCompiledServices() {
        Path home = Path.of(System.getProperty("cloudconnectors.home"));
        production = new ClassFileImporter()
                .importPaths(MODULES.stream()
                        .map(m -> home.resolve(m).resolve("target/classes"))
                        .toList());
        Stream.of("contracts", "api", "vault", "poller")
                .forEach(p -> assertThat(production.containPackage("io.cloudconnectors." + p)
                                || production.stream()
                                        .anyMatch(c -> c.getPackageName().startsWith("io.cloudconnectors." + p + ".")))
                        .as("compiled classes of io.cloudconnectors.%s", p)
                        .isTrue());
    }

    @ParameterizedTest
    @CsvSource({"api, vault, poller", "vault, api, poller", "poller, api, vault"})
    void aServiceNeverImportsAnother(String service, String other, String third) {
        check(noClasses()
                .that()
                .resideInAPackage("io.cloudconnectors." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.cloudconnectors." + other + "..",
                        "io.cloudconnectors." + third + "..",
                        "io.cloudconnectors.local.."));
    }

    @Test
    void contractsKnowNoFramework() {
        check(classes()
                .that()
                .resideInAPackage("io.cloudconnectors.contracts..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.cloudconnectors.contracts..",
                        "java..",
                        "org.jspecify.annotations..",
                        "com.fasterxml.jackson.annotation..")));
    }

    @ParameterizedTest
    @CsvSource({
        "software.amazon.awssdk, io.cloudconnectors.poller.provider.aws io.cloudconnectors.vault.kek io.cloudconnectors.bench.poller",
        "com.azure, io.cloudconnectors.poller.provider.azure",
        "com.google.cloud, io.cloudconnectors.poller.provider.google",
        "com.google.auth, io.cloudconnectors.poller.provider.google",
        "com.google.crypto.tink, io.cloudconnectors.vault"
    })
    void aVendorLibraryStaysInItsPackage(String library, String homes) {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(homes.replaceAll("(?= |$)", "..").split(" "))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + ".."));
    }

    @Test
    void thePollerHasNoDatabase() {
        check(noClasses()
                .that()
                .resideInAPackage("io.cloudconnectors.poller..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..", "org.hibernate.."));
    }

    @Test
    void sqlStaysInRepositories() {
        DescribedPredicate<JavaClass> statements = DescribedPredicate.describe(
                "run SQL",
                c -> List.of("java.sql.Connection", "java.sql.Statement", "java.sql.PreparedStatement")
                        .contains(c.getName()));
        check(noClasses()
                .that(DescribedPredicate.describe("are no repositories", c -> !repositoryOrPlumbing(c)))
                .should()
                .dependOnClassesThat(statements));
    }

    /** Repositories, what hands them a transaction or a statement, and benchmarks, whose subject SQL is. */
    private static boolean repositoryOrPlumbing(JavaClass c) {
        String name = c.getName().replaceAll("\\$.*", "");
        return name.endsWith("Repository")
                || name.endsWith("Transaction")
                || name.endsWith("Transactions")
                || name.endsWith(".query.Jdbc")
                || name.startsWith("io.cloudconnectors.bench.");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Instant.class,
                LocalDate.class,
                LocalDateTime.class,
                OffsetDateTime.class,
                ZonedDateTime.class,
            })
    void timeIsInjected(Class<?> clock) {
        check(noClasses().should(callMethod(clock, "now")));
        check(noClasses().should(callMethod(System.class, "currentTimeMillis")));
    }

    @Test
    void onlyAProducerMakesTheSystemClock() {
        check(noClasses()
                .that(DescribedPredicate.describe(
                        "are not the clock's producer",
                        c -> !c.getSimpleName().endsWith("Clock")
                                && !c.getSimpleName().endsWith("ClockProducer")))
                .should(callMethod(Clock.class, "systemUTC"))
                .orShould(callMethod(java.time.InstantSource.class, "system")));
    }

    @Test
    void nothingIsInjectedIntoFields() {
        check(fields().should().notBeAnnotatedWith(Inject.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "vault", "poller"})
    void featuresFormNoCycles(String service) {
        check(slices().matching("io.cloudconnectors." + service + ".(*)..")
                .should()
                .beFreeOfCycles());
    }

    @Test
    void noPackageIsADrawer() {
        check(noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..model..", "..dto..", "..impl.."));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(production);
    }
}
