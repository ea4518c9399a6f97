package org.goldenthread.command.child;

import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.FD_SOCIAL_WORKER;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.goldenthread.command.child.ChildCommand.CorrectChildDetails;
import org.goldenthread.command.edge.Caller;
import org.goldenthread.command.edge.CommandDesk;
import org.goldenthread.command.edge.Entry;
import org.goldenthread.command.edge.Problems.FieldFault;
import org.goldenthread.command.edge.Problems.Invalid;
import org.goldenthread.command.edge.RequiresRole;
import org.goldenthread.command.edge.Text;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.NhsNumber;
import org.goldenthread.events.values.Upn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Commands to a child's own record. */
@RestController
@RequestMapping("/v1/children/{id}")
final class ChildApi {

    private final CommandDesk desk;

    ChildApi(CommandDesk desk) {
        this.desk = desk;
    }

    /** What was wrong or has changed; what is left out stays as it was. Numbers may be typed with spaces. */
    record CorrectionBody(@Nullable @Text(max = 200) String name, @Nullable DobStatus dobStatus, @Nullable LocalDate dob,
            @Nullable @Text(max = 500) String address, @Nullable @Text(max = 20) String nhsNumber, @Nullable @Text(max = 20) String upn,
            @NotNull(message = "Say why: who told us, or what was wrong.") @Text(max = 2_000) String reason,
            @Nullable @Valid Entry entry) {}

    @Operation(operationId = "correctChildDetails", summary = "Correct who a child is", tags = "Children")
    @PostMapping("/detail-corrections")
    @RequiresRole({FD_SOCIAL_WORKER, FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER})
    ResponseEntity<Object> correct(Caller caller, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody CorrectionBody body) {
        var faults = new ArrayList<FieldFault>();
        var dob = body.dob();
        var status = body.dobStatus() == null && dob == null ? null : BirthDate.statusOf(body.dobStatus(), dob);
        if (status != null) {
            BirthDate.fault(status, dob, WorkingCalendar.dayOf(desk.now())).ifPresent(fault -> faults.add(new FieldFault("/dob", fault)));
        }
        var nhsNumber = number(body.nhsNumber(), "/nhsNumber", typed -> NhsNumber.parse(typed).digits(), faults);
        var upn = number(body.upn(), "/upn", typed -> Upn.parse(typed).text(), faults);
        if (!faults.isEmpty()) {
            throw new Invalid(faults);
        }
        return desk.send(caller, request, new CorrectChildDetails(new ChildId(id), text(id, body.name()), status,
                dob == null ? null : PersonalText.of(id, dob.toString()), text(id, body.address()), text(id, nhsNumber), text(id, upn),
                PersonalText.of(id, body.reason())), desk.now(), body.entry());
    }

    private static @Nullable String number(@Nullable String typed, String pointer, Function<String, String> parse, List<FieldFault> faults) {
        if (typed == null) {
            return null;
        }
        try {
            return parse.apply(typed);
        } catch (IllegalArgumentException e) {
            faults.add(new FieldFault(pointer, String.valueOf(e.getMessage())));
            return null;
        }
    }

    private static @Nullable PersonalText text(UUID child, @Nullable String clear) {
        return clear == null ? null : PersonalText.of(child, clear);
    }
}
