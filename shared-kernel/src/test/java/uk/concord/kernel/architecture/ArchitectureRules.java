package uk.concord.kernel.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;

/** What every service's architecture test checks. */
public final class ArchitectureRules {

    private static final List<String> SERVICES = List.of("consent", "policy", "audit", "gateway");

    private ArchitectureRules() {}

    /** Services never import each other: they talk by HTTP and Kafka. */
    public static ArchRule importsNoOtherService(String service) {
        String[] others = SERVICES.stream()
                .filter(other -> !other.equals(service))
                .map(other -> "uk.concord." + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("uk.concord." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    /** Features don't form cycles. */
    public static ArchRule featuresFormNoCycles(String service) {
        return slices().matching("uk.concord." + service + ".(*)..").should().beFreeOfCycles();
    }

    /** Entities stay out of web and Kafka: no public method of a resource or of an event's type names one. */
    public static ArchRule entitiesStayInside() {
        DescribedPredicate<JavaClass> web = DescribedPredicate.describe(
                "serve HTTP or Kafka",
                type -> type.isAnnotatedWith("jakarta.ws.rs.Path")
                        || type.getMethods().stream()
                                .anyMatch(method -> method.isAnnotatedWith("jakarta.ws.rs.GET")
                                        || method.isAnnotatedWith("jakarta.ws.rs.POST")
                                        || method.isAnnotatedWith("jakarta.ws.rs.PUT")));
        DescribedPredicate<JavaClass> entity =
                DescribedPredicate.describe("are entities", type -> type.isAnnotatedWith("jakarta.persistence.Entity"));
        return noClasses()
                .that(web)
                .should(ArchConditions.dependOnClassesThat(entity))
                .allowEmptyShould(true);
    }

    /** Dependencies come by the constructor. */
    public static ArchRule noFieldInjection() {
        return noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .allowEmptyShould(true);
    }

    /** Nobody asks the machine for the time but the one producer of the clock. */
    public static ArchRule timeIsInjected() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName("uk.concord.kernel.time.ClockProducer")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis");
    }

    /** A package says what it is for. */
    public static ArchRule namesAreSpoken() {
        return classes()
                .should(ArchConditions.not(ArchConditions.haveNameMatching(".*(Impl|Utils?|Helper|Manager)$")))
                .as("no class should be called Impl, Util, Helper or Manager");
    }
}
