package org.goldenthread.query.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.DutyAdded;
import org.goldenthread.events.document.DocumentEvent.DutyWaived;
import org.goldenthread.events.document.DocumentEvent.MinutesApproved;
import org.goldenthread.events.document.DocumentEvent.MinutesCorrected;
import org.goldenthread.events.document.DocumentEvent.MinutesDrafted;
import org.goldenthread.events.document.DocumentEvent.MinutesIssued;
import org.goldenthread.events.document.DocumentEvent.MinutesOverdue;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.MinutesReturned;
import org.goldenthread.events.document.DocumentEvent.MinutesSubmitted;
import org.goldenthread.events.document.DocumentEvent.Owed;
import org.goldenthread.events.document.DocumentEvent.RecipientAdded;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** The minutes of a meeting as their pages show them: folded from their events; texts still sealed. {@code version} is for If-Match. */
public record MinutesView(MinutesOwed owed, List<Duty> duties, List<Version> versions, Stage stage, @Nullable MinutesReturned returned, @Nullable MinutesOverdue overdue, int version) {

    /** How far the version that is being written is. */
    public enum Stage { NOTHING_WRITTEN, DRAFT, FOR_APPROVAL, APPROVED }

    /** What an agency is owed; {@code waived} where it isn't sent it, by {@code waivedBy}. */
    public record Duty(Owed owed, @Nullable DutyWaived waived, @Nullable UserId waivedBy, @Nullable Instant waivedAt) {}

    /**
     * One version as it was last written. It holds the meeting's record up to {@code recordUntil}: when it was issued; all there is, while it
     * is being written. Approved by somebody and issued, where it was; {@code corrected} where it stands in place of a final one.
     */
    public record Version(int number, MinutesDrafted drafted, Instant recordUntil, @Nullable MinutesCorrected corrected, @Nullable MinutesApproved approved, @Nullable UserId approvedBy,
            @Nullable MinutesIssued issued) {

        public boolean isIssued() {
            return issued != null;
        }

        public boolean isWhole() {
            return issued != null && issued.finalVersion();
        }
    }

    /** The version that is being written; missing where none is. */
    public Optional<Version> draft() {
        return versions.stream().filter(one -> !one.isIssued()).findFirst();
    }

    /** The newest version that went out; missing where none has. */
    public Optional<Version> newest() {
        return versions.stream().filter(Version::isIssued).reduce((one, later) -> later);
    }

    public Optional<Version> of(int number) {
        return versions.stream().filter(one -> one.number() == number).findFirst();
    }

    /** Whether one was final, so that there are only corrections, and nobody is writing one. */
    public boolean isFinal() {
        return draft().isEmpty() && versions.stream().anyMatch(Version::isWhole);
    }

    /** What is being written, or went out last, by a word that changes with it. */
    public String words() {
        return draft().or(this::newest).map(one -> one.number() + "-" + one.drafted().contentHash()).orElse("");
    }

    static Optional<MinutesView> of(List<Recorded<?>> history) {
        return history.isEmpty() || !(history.getFirst().event() instanceof MinutesOwed owed) ? Optional.empty() : Optional.of(new Fold(owed).all(history));
    }

    /** Gathers a history. */
    private static final class Fold {

        private final MinutesOwed owed;
        private final Map<AgencyId, Duty> duties = new LinkedHashMap<>();
        private final Map<Integer, Version> versions = new TreeMap<>();
        private Stage stage = Stage.NOTHING_WRITTEN;
        private @Nullable MinutesReturned returned;
        private @Nullable MinutesOverdue overdue;
        private @Nullable MinutesCorrected correcting;

        Fold(MinutesOwed owed) {
            this.owed = owed;
            owed.owed().forEach(this::owe);
        }

        MinutesView all(List<Recorded<?>> history) {
            history.forEach(this::take);
            return new MinutesView(owed, List.copyOf(duties.values()), new ArrayList<>(versions.values()), stage, returned, overdue, history.getLast().envelope().sequence());
        }

        private void take(Recorded<?> recorded) {
            if (!(recorded.event() instanceof DocumentEvent event)) {
                return;
            }
            var who = recorded.envelope().context().recordedBy().userId();
            switch (event) {
                case DutyAdded e -> owe(e.owed());
                case DutyWaived e -> duties.computeIfPresent(e.agencyId(), (agency, duty) -> new Duty(duty.owed(), e, who, recorded.envelope().recordedAt()));
                case RecipientAdded e -> duties.computeIfPresent(e.agencyId(), (agency, duty) -> new Duty(duty.owed(), null, null, null));
                case MinutesCorrected e -> correcting = e;
                case MinutesDrafted e -> {
                    var before = versions.get(e.version());
                    versions.put(e.version(), new Version(e.version(), e, Instant.MAX, before == null ? correcting : before.corrected(), null, null, null));
                    stage = Stage.DRAFT;
                    correcting = null;
                }
                case MinutesSubmitted e -> {
                    stage = Stage.FOR_APPROVAL;
                    returned = null;
                }
                case MinutesReturned e -> {
                    stage = Stage.DRAFT;
                    returned = e;
                    versions.computeIfPresent(e.version(), (number, one) -> new Version(number, one.drafted(), one.recordUntil(), one.corrected(), null, null, null));
                }
                case MinutesApproved e -> {
                    stage = Stage.APPROVED;
                    returned = null;
                    versions.computeIfPresent(e.version(), (number, one) -> new Version(number, one.drafted(), one.recordUntil(), one.corrected(), e, who, null));
                }
                case MinutesIssued e -> {
                    stage = Stage.NOTHING_WRITTEN;
                    returned = null;
                    versions.computeIfPresent(e.version(), (number, one) -> new Version(number, one.drafted(), recorded.envelope().recordedAt(), one.corrected(), one.approved(),
                            one.approvedBy(), e));
                }
                case MinutesOverdue e -> overdue = e;
                default -> { }
            }
        }

        private void owe(Owed one) {
            duties.put(one.agencyId(), new Duty(one, null, null, null));
        }
    }
}
