package org.goldenthread.command.edge;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Text that a person typed: something in it, not too long, and every character one that can be stored and read again. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Constraint(validatedBy = Text.Check.class)
public @interface Text {

    /** Most characters; 20,000 for narrative (domain 3l). */
    int max() default 20_000;

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Checks one text; an absent one passes. */
    final class Check implements ConstraintValidator<Text, String> {

        private int max;

        @Override
        public void initialize(Text rule) {
            max = rule.max();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            var problem = text == null ? null : problem(text);
            if (problem == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(problem).addConstraintViolation();
            return false;
        }

        private @Nullable String problem(String text) {
            if (text.isBlank()) {
                return "Enter something, or leave it out.";
            }
            if (text.length() > max) {
                return "Shorten it to " + max + " characters or fewer. It has " + text.length() + ".";
            }
            return text.codePoints().allMatch(Check::isStorable) ? null
                    : "Remove the character that can't be stored. It may have come with text pasted from elsewhere.";
        }

        private static boolean isStorable(int point) {
            return point >= 0x20 ? !(point >= 0xD800 && point <= 0xDFFF) && point != 0x7F : point == '\n' || point == '\r' || point == '\t';
        }
    }
}
