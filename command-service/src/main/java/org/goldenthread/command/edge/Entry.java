package org.goldenthread.command.edge;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;
import org.goldenthread.command.edge.Problems.Invalid;
import org.goldenthread.events.RuleOverride.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * What any command may carry beside its own fields: why it is entered late, which rule is set aside and why, and whether it is
 * SENSITIVE (domain 0.9): sexual health, police intelligence, a refuge.
 */
public record Entry(@Nullable @Text(max = 2_000) String lateEntryReason, @Nullable @Valid SetAside override, boolean sensitive) {

    /**
     * A rule set aside, and others with it where several stand in the way; the reason may follow later only for
     * {@link ReasonCode#COULD_NOT_WAIT}.
     */
    public record SetAside(@NotNull(message = "Say which rule you are setting aside.")
            @Pattern(regexp = "E-[A-Z0-9]{2,5}-\\d{2}", message = "Give the rule's id, for example E-STATE-03.") String ruleId,
            @Nullable @Size(max = 5, message = "Give at most 5 further rules.") List<@NotNull(message = "Remove the empty entry.")
            @Pattern(regexp = "E-[A-Z0-9]{2,5}-\\d{2}", message = "Give the rule's id, for example E-STATE-03.") String> furtherRuleIds,
            @NotNull(message = "Choose why.") ReasonCode reasonCode, @Nullable @Text(max = 2_000) String reason) {

        List<String> rules() {
            return furtherRuleIds == null ? List.of(ruleId) : Stream.concat(Stream.of(ruleId), furtherRuleIds.stream()).distinct().toList();
        }
    }

    /**
     * What everybody who is owed a notice or minutes reads can't be marked for fewer.
     *
     * @throws Invalid where it is
     */
    public static void forAll(@Nullable Entry entry) {
        if (entry != null && entry.sensitive()) {
            throw new Invalid("/entry/sensitive", "Everybody who is owed the minutes reads this, so it can't be marked sensitive. Record what is sensitive as information instead.");
        }
    }

    /** The same, SENSITIVE where what it carries is. */
    public static @Nullable Entry marked(@Nullable Entry entry, boolean sensitive) {
        return !sensitive || (entry != null && entry.sensitive()) ? entry
                : new Entry(entry == null ? null : entry.lateEntryReason(), entry == null ? null : entry.override(), true);
    }
}
