package uk.concord.kernel.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "uk.concord.kernel", importOptions = ImportOption.DoNotIncludeTests.class)
class KernelArchitectureTest {

    @ArchTest
    static final ArchRule NO_SERVICE = ArchitectureRules.importsNoOtherService("kernel");

    @ArchTest
    static final ArchRule NO_FIELD_INJECTION = ArchitectureRules.noFieldInjection();

    @ArchTest
    static final ArchRule TIME = ArchitectureRules.timeIsInjected();

    @ArchTest
    static final ArchRule NAMES = ArchitectureRules.namesAreSpoken();
}
