package org.goldenthread.command.edge;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.goldenthread.events.RuleOverride.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * What any command may carry beside its own fields: why it is entered late, which rule is set aside and why, and whether it is
 * SENSITIVE (domain 0.9): sexual health, police intelligence, a refuge.
 */
public record Entry(@Nullable @Text(max = 2_000) String lateEntryReason, @Nullable @Valid SetAside override, boolean sensitive) {

    /** A rule set aside; the reason may follow later only for {@link ReasonCode#COULD_NOT_WAIT}. */
    public record SetAside(@NotNull(message = "Say which rule you are setting aside.")
            @Pattern(regexp = "E-[A-Z0-9]{2,5}-\\d{2}", message = "Give the rule's id, for example E-STATE-03.") String ruleId,
            @NotNull(message = "Choose why.") ReasonCode reasonCode, @Nullable @Text(max = 2_000) String reason) {}
}
