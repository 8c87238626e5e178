package uk.concord.gateway;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import uk.concord.kernel.architecture.ArchitectureRules;

@AnalyzeClasses(packages = "uk.concord.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class GatewayArchitectureTest {

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE = ArchitectureRules.importsNoOtherService("gateway");

    @ArchTest
    static final ArchRule NO_CYCLES = ArchitectureRules.featuresFormNoCycles("gateway");

    @ArchTest
    static final ArchRule ENTITIES = ArchitectureRules.entitiesStayInside();

    @ArchTest
    static final ArchRule NO_FIELD_INJECTION = ArchitectureRules.noFieldInjection();

    @ArchTest
    static final ArchRule TIME = ArchitectureRules.timeIsInjected();

    @ArchTest
    static final ArchRule NAMES = ArchitectureRules.namesAreSpoken();
}
