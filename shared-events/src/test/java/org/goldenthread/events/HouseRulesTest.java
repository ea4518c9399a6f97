package org.goldenthread.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;

@AnalyzeClasses(packages = "org.goldenthread.events", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule the_published_language_knows_no_framework = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.axonframework..", "org.apache.kafka..", "org.goldenthread.command..",
                    "org.goldenthread.query..");

    @ArchTest
    static final ArchRule events_are_records_without_sets_and_maps = classes().that().areAssignableTo(LedgerEvent.class)
            .and().areNotInterfaces().should().beRecords().andShould().notBeAnnotatedWith(Deprecated.class);

    @ArchTest
    static final ArchRule no_event_holds_an_unordered_collection_or_a_local_time = noClasses().that()
            .areAssignableTo(LedgerEvent.class).should().dependOnClassesThat().areAssignableTo(Set.class)
            .orShould().dependOnClassesThat().areAssignableTo(Map.class)
            .orShould().dependOnClassesThat().areAssignableTo(java.time.LocalDateTime.class);
}
