package uk.concord.audit.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import uk.concord.kernel.architecture.ArchitectureRules;

@AnalyzeClasses(packages = "uk.concord.audit", importOptions = ImportOption.DoNotIncludeTests.class)
class AuditArchitectureTest {

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE = ArchitectureRules.importsNoOtherService("audit");

    @ArchTest
    static final ArchRule NO_CYCLES = ArchitectureRules.featuresFormNoCycles("audit");

    @ArchTest
    static final ArchRule NO_ENTITIES_OUTSIDE = ArchitectureRules.entitiesStayInside();

    @ArchTest
    static final ArchRule NO_FIELD_INJECTION = ArchitectureRules.noFieldInjection();

    @ArchTest
    static final ArchRule TIME = ArchitectureRules.timeIsInjected();

    @ArchTest
    static final ArchRule NAMES = ArchitectureRules.namesAreSpoken();
}
