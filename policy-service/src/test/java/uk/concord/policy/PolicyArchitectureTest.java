package uk.concord.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import uk.concord.kernel.architecture.ArchitectureRules;

@AnalyzeClasses(packages = "uk.concord.policy", importOptions = ImportOption.DoNotIncludeTests.class)
class PolicyArchitectureTest {

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE = ArchitectureRules.importsNoOtherService("policy");

    @ArchTest
    static final ArchRule NO_CYCLES = ArchitectureRules.featuresFormNoCycles("policy");

    @ArchTest
    static final ArchRule ENTITIES = ArchitectureRules.entitiesStayInside();

    @ArchTest
    static final ArchRule NO_FIELD_INJECTION = ArchitectureRules.noFieldInjection();

    @ArchTest
    static final ArchRule TIME = ArchitectureRules.timeIsInjected();

    @ArchTest
    static final ArchRule NAMES = ArchitectureRules.namesAreSpoken();

    /** Only what OPA said becomes an answer: nothing but the reader of OPA's result can make a {@code PolicyAnswer}. */
    @ArchTest
    static final ArchRule NOBODY_BUT_JSON_MAKES_AN_ANSWER = noClasses()
            .that()
            .resideInAPackage("uk.concord.policy..")
            .and()
            // It puts itself in other words (inOtherWords), and decides nothing by that.
            .doNotHaveFullyQualifiedName("uk.concord.policy.decision.PolicyAnswer")
            .should()
            .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                            com.tngtech.archunit.core.domain.properties.HasName.Predicates.name(
                                    "uk.concord.policy.decision.PolicyAnswer"))))
            .as("no answer of the policy is made in Java: it is read from OPA's result, or there is none");

    /** And what partners are told is made of a decision, which holds such an answer. */
    @ArchTest
    static final ArchRule WHAT_IS_TOLD_IS_MADE_OF_A_DECISION = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("uk.concord.policy.decision.EvaluationAnswer")
            .should()
            .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                            com.tngtech.archunit.core.domain.properties.HasName.Predicates.name(
                                    "uk.concord.policy.decision.EvaluationAnswer"))));
}
