package org.goldenthread.query.edge;

import java.util.Locale;
import java.util.Map;
import org.goldenthread.events.Role;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Pages without case content: the first page, what a problem means, signed out. */
@Controller
final class PlainPages {

    private static final Map<String, String> PROBLEMS = Map.ofEntries(
            Map.entry("invalid-fields", "Some fields need mending. Each entry of \"errors\" names a field by its JSON pointer and says what to do."),
            Map.entry("if-match", "If-Match takes the version you last saw, in quotes, for example \"3\"."),
            Map.entry("method-not-allowed", "This address doesn't take that method. The published OpenAPI lists what it takes."),
            Map.entry("unsupported-media-type", "Send application/json."),
            Map.entry("not-acceptable", "Ask for application/json, or send no Accept header."),
            Map.entry("bad-request", "The request can't be read. Check its address, headers and body against the published OpenAPI."),
            Map.entry("not-allowed", "Your role doesn't allow this. If you need it for your work, ask your administrator for the role."),
            Map.entry("not-found", "There is nothing at this address that you may see. Check that the id is whole."),
            Map.entry("changed", "Someone else changed this since you opened it. Look at what changed, then decide again."),
            Map.entry("idempotency-key", "Every command carries an Idempotency-Key header, the same on every retry, so that it happens once."),
            Map.entry("key-reused", "An Idempotency-Key came before with another body. Use a new key for a new command."),
            Map.entry("unavailable", "The records are safe and we can't reach them just now. Send the same again in a few seconds."),
            Map.entry("audit-unavailable", "What is looked at must be written down, and just now it can't be. Contacts and decisions can still be recorded."),
            Map.entry("too-fast", "You asked faster than a person reads. Retry-After says how many seconds to wait. Contacts and emergency decisions are never held up."),
            Map.entry("sign-in", "Send a current access token of this service's sign-in."),
            Map.entry("too-large", "Send at most 512 KB with its Content-Length."),
            Map.entry("which-authority", "You work for several authorities. Name one in the Golden-Thread-Ledger header."),
            Map.entry("not-opened", "What an auditor goes through is recorded. Open the replay first, with the same moment and the same agency, then ask again."),
            Map.entry("not-ready", "The file is being made. Ask for it again in a few seconds."),
            Map.entry("internal", "Something went wrong on our side and it has been logged."));

    @GetMapping("/")
    @RequiresRole(anyone = true)
    String first(@Nullable Reader reader) {
        if (reader == null) {
            return "no-role";
        }
        return reader.isAnyOf(Role.FD_SCREENER, Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT) ? "redirect:/front-door"
                : reader.isAnyOf(Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.EH_PRACTITIONER) ? "redirect:/cases"
                : reader.isAnyOf(Role.AUDITOR, Role.INSPECTOR, Role.PARTNERSHIP_MANAGER) ? "redirect:/audit-samples"
                : reader.isAnyOf(Role.INFO_GOVERNANCE) ? "redirect:/access-reviews"
                : reader.isAnyOf(Role.CHAIR_SD, Role.MINUTE_TAKER) ? "redirect:/meetings"
                : reader.isAnyOf(Role.AGENCY_LEAD, Role.FD_PARTNER, Role.RECIPIENT) ? "redirect:/inbox"
                : reader.isAnyOf(Role.REFERRER_PRO) ? "redirect:/actions"
                : reader.isAnyOf(Role.SYS_ADMIN) ? "redirect:/operations" : "no-role";
    }

    @GetMapping("/problems/{key}")
    @RequiresRole(anyone = true)
    String problem(@PathVariable String key, Model page) {
        var name = key.toLowerCase(Locale.ROOT);
        page.addAttribute("heading", name.startsWith("e-") ? "Rule " + name.toUpperCase(Locale.ROOT) : "About this problem");
        page.addAttribute("detail", PROBLEMS.getOrDefault(name, name.matches("e-[a-z]+-\\d+")
                ? "A rule of the domain said no. The answer's \"detail\" says what happened and what to do next." : "There is no such problem type."));
        return "failure";
    }

    /** Somebody is there: asking is enough to go on. */
    @GetMapping("/stay")
    @RequiresRole(anyone = true)
    ResponseEntity<Void> stay() {
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/signed-out")
    @RequiresRole(anyone = true)
    String signedOut(Model page) {
        page.addAttribute("heading", "You have signed out");
        page.addAttribute("detail", "Close the browser if you share this computer.");
        page.addAttribute("again", true);
        return "failure";
    }

    @GetMapping("/sign-in-failed")
    @RequiresRole(anyone = true)
    String signInFailed(Model page) {
        page.addAttribute("heading", "You could not be signed in");
        page.addAttribute("detail", "The sign-in service didn't answer or refused. Wait a moment and try again; nothing you saved is lost.");
        page.addAttribute("again", true);
        return "failure";
    }
}
