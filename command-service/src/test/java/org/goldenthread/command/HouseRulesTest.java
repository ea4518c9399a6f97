package org.goldenthread.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.command.ledger.Rule;
import org.goldenthread.events.personal.PersonalText;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.PostMapping;

@AnalyzeClasses(packages = "org.goldenthread", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    private static final String RULES = ".*\\.(contact\\.Contact|child\\.Child|staff\\.Staff|access\\.Access|audit\\.(AuditSample|Replay)"
            + "|meeting\\.(Meeting|MeetingPast|Closing|KindRules)|action\\.Action|document\\.Document)";

    @ArchTest
    static final ArchRule axon_stays_in_aggregates_and_the_ledger = noClasses().that().haveSimpleNameNotEndingWith("Aggregate")
            .and().resideOutsideOfPackage("org.goldenthread.command.ledger..").should().dependOnClassesThat().resideInAPackage("org.axonframework..");

    @ArchTest
    static final ArchRule axon_keeps_no_deadline_saga_token_or_xml = noClasses().should().dependOnClassesThat().resideInAnyPackage(
            "org.axonframework.deadline..", "org.axonframework.modelling.saga..", "org.axonframework.eventhandling.tokenstore..",
            "org.axonframework.eventhandling.deadletter..", "org.axonframework.serialization.xml..", "com.thoughtworks.xstream..");

    @ArchTest
    static final ArchRule rules_know_no_framework = noClasses().that().haveNameMatching(RULES)
            .should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "org.axonframework..", "java.sql..", "org.apache..");

    @ArchTest
    static final ArchRule rules_keep_no_personal_text = com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields().that()
            .areDeclaredInClassesThat().haveNameMatching(RULES + "(\\$.*)?")
            .should().haveRawType(PersonalText.class);

    @ArchTest
    static final ArchRule the_command_side_knows_nothing_of_the_query_side = noClasses().should().dependOnClassesThat()
            .resideInAPackage("org.goldenthread.query..");

    @ArchTest
    static final ArchRule every_endpoint_names_its_roles = methods().that().areAnnotatedWith(PostMapping.class)
            .should().beAnnotatedWith(RequiresRole.class);

    @ArchTest
    static final ArchRule workflows_do_not_reach_into_each_other_s_rules = classes().that().resideInAPackage("org.goldenthread.command.contact..")
            .and().haveSimpleName("Contact").should().onlyBeAccessed().byAnyPackage("org.goldenthread.command.contact..");

    /** Writes the rule page and fails where a rule is shown by no test. */
    @Test
    void every_rule_is_shown_by_a_test_and_stands_on_the_rule_page() throws IOException {
        var shown = shownBy(new ClassFileImporter().importPackages("org.goldenthread.command"));
        var page = new StringBuilder("""
                # Rules

                Every rule of the workflows built so far: how strictly it holds, the sentence the user sees, the test that shows it.
                Written by the build. Levels (domain 0.3): BLOCK is refused; OVERRIDE is refused unless a reason is given, which is
                recorded; WARN is accepted and said.

                | Rule | Level | What the user sees | Shown by |
                |---|---|---|---|
                """);
        CommandDesk.RULES.stream().sorted(Comparator.comparing(Rule::id)).forEach(rule -> page.append("| %s | %s | %s | %s |%n".formatted(
                rule.id(), rule.level(), rule.sentence(), shown.getOrDefault(rule.id(), "**no test**"))));
        var file = Path.of("../infra/docs/rules.md");
        if (Boolean.getBoolean("rules.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, page);
        }
        assertThat(CommandDesk.RULES).extracting(Rule::id).doesNotHaveDuplicates().allMatch(shown::containsKey);
        assertThat(Files.readString(file)).as("run once with -Drules.write=true").isEqualTo(page.toString());
    }

    private static Map<String, String> shownBy(JavaClasses all) {
        var shown = new TreeMap<String, String>();
        var methods = new ArrayList<>(all.stream().flatMap(type -> type.getMethods().stream()).filter(method -> method.isAnnotatedWith(Shows.class)).toList());
        methods.sort(Comparator.comparing(method -> method.getFullName()));
        for (var method : methods) {
            for (var rule : method.getAnnotationOfType(Shows.class).value()) {
                shown.merge(rule, method.getOwner().getSimpleName() + "." + method.getName(), (a, b) -> a + "<br>" + b);
            }
        }
        return shown;
    }
}
