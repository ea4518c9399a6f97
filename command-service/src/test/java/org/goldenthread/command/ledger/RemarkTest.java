package org.goldenthread.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.meeting.MeetingRule;
import org.junit.jupiter.api.Test;

class RemarkTest {

    @Test
    void what_is_kept_of_a_warning_says_the_same_when_it_is_read_again() {
        var remark = Remark.of(MeetingRule.NOT_INVITED, "missing", "Social care and police and health");
        var read = Remark.read(remark.code());
        assertThat(read.getKey()).isEqualTo("E-MTG-19");
        assertThat(new Remark(MeetingRule.NOT_INVITED, read.getValue()).sentence()).isEqualTo(remark.sentence()).contains("Not invited: Social care and police and health.");
        assertThat(Remark.read("E-STATE-03").getValue()).isEmpty();
    }

    @Test
    void every_rule_with_parameters_is_read_again_whatever_they_hold() {
        for (var rule : CommandDesk.RULES) {
            var parameters = Stream.of(rule.sentence().split("\\[", -1)).skip(1).map(part -> part.substring(0, part.indexOf(']'))).distinct()
                    .collect(java.util.stream.Collectors.toMap(name -> name, name -> "two words, 3 = three"));
            assertThat(Remark.read(new Remark(rule, parameters).code())).isEqualTo(Map.entry(rule.id(), parameters));
        }
    }
}
