package org.goldenthread.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.goldenthread.query.access.RequiresRole;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

@AnalyzeClasses(packages = "org.goldenthread.query", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule the_query_side_knows_neither_axon_nor_the_command_side = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("org.axonframework..", "org.goldenthread.command..");

    @ArchTest
    static final ArchRule projections_read_no_clock_and_no_database = noClasses().that().haveSimpleNameEndingWith("Projection")
            .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "org.springframework..")
            .orShould().dependOnClassesThat().areAssignableTo(java.time.Clock.class);

    @ArchTest
    static final ArchRule pages_and_endpoints_are_got_or_posted = methods().that().areAnnotatedWith(GetMapping.class).should().notBeStatic();

    @Test
    void every_page_and_endpoint_names_its_roles() {
        var open = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.goldenthread.query").stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(GetMapping.class) || method.isAnnotatedWith(PostMapping.class)).toList();
        assertThat(open).hasSizeGreaterThan(15);
        assertThat(open).filteredOn(method -> !namesRoles(method)).extracting(JavaMethod::getFullName).isEmpty();
    }

    private static boolean namesRoles(JavaMethod method) {
        return method.isAnnotatedWith(RequiresRole.class) || method.getOwner().isAnnotatedWith(RequiresRole.class);
    }
}
